package io.github.dysample.io.internal.picture;

import io.github.dysample.Tensor;
import java.util.function.UnaryOperator;

/**
 * Weighs the colours of a picture (1, 4, H, W), or of one among several, by its alpha, the last channel, and back.
 *
 * <p>The colour of a transparent pixel is invisible, and often black. Interpolated as it is, it would darken the rim of
 * the visible part; weighted by its alpha of 0, it adds nothing.
 */
public final class Alpha {
    private static final int CHANNELS = 4;

    private Alpha() {}

    /** {@return whether a picture of so many channels has alpha} */
    public static boolean isIn(int channels) {
        return channels == CHANNELS;
    }

    /** {@return what a layer makes of a picture, whose colours are weighted by alpha in the layer if it has any} */
    public static Tensor through(Tensor picture, UnaryOperator<Tensor> layer) {
        boolean alpha = isIn(picture.c());
        Tensor result = layer.apply(alpha ? weighted(picture) : picture);
        if (alpha && isIn(result.c())) {
            straighten(result);
        }
        return result;
    }

    /** {@return a copy with each colour times alpha} */
    public static Tensor weighted(Tensor straight) {
        Tensor weighted = Tensor.of(straight.data().clone(), 1, CHANNELS, straight.h(), straight.w());
        weigh(weighted, 0);
        return weighted;
    }

    /** Multiplies each colour of one of the pictures (N, 4, H, W) by alpha, in place. */
    public static void weigh(Tensor pictures, int item) {
        forEachColour(pictures, item, (colour, alpha) -> colour * alpha);
    }

    /** Divides each colour by alpha, in place; where alpha is 0 or less there is no colour, and it becomes 0. */
    public static void straighten(Tensor weighted) {
        straighten(weighted, 0);
    }

    /** Divides as {@link #straighten(Tensor)} does, in one of the pictures (N, 4, H, W). */
    public static void straighten(Tensor weighted, int item) {
        forEachColour(weighted, item, (colour, alpha) -> alpha <= 0 ? 0 : colour / alpha);
    }

    private static void forEachColour(Tensor pictures, int item, ColourChange change) {
        float[] data = pictures.data();
        int pixels = pictures.h() * pictures.w();
        int start = item * CHANNELS * pixels;
        int alpha = start + (CHANNELS - 1) * pixels;
        for (int colour = start; colour < alpha; colour += pixels) {
            for (int i = 0; i < pixels; i++) {
                data[colour + i] = change.of(data[colour + i], data[alpha + i]);
            }
        }
    }

    @FunctionalInterface
    private interface ColourChange {
        float of(float colour, float alpha);
    }
}
