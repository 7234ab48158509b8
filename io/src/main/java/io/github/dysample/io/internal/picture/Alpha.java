package io.github.dysample.io.internal.picture;

import io.github.dysample.Tensor;
import java.util.function.UnaryOperator;

/**
 * Weighs the colours of a picture (1, 4, H, W) by its alpha, the last channel, and back.
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
        forEachColour(weighted, (colour, alpha) -> colour * alpha);
        return weighted;
    }

    /** Divides each colour by alpha, in place; where alpha is 0 or less there is no colour, and it becomes 0. */
    public static void straighten(Tensor weighted) {
        forEachColour(weighted, (colour, alpha) -> alpha <= 0 ? 0 : colour / alpha);
    }

    private static void forEachColour(Tensor picture, ColourChange change) {
        float[] data = picture.data();
        int pixels = picture.h() * picture.w();
        int alpha = (CHANNELS - 1) * pixels;
        for (int colour = 0; colour < alpha; colour += pixels) {
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
