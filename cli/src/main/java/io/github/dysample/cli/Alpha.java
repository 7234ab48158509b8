package io.github.dysample.cli;

import io.github.dysample.Tensor;

/**
 * Weighs the colours of a picture (1, 4, H, W) by its alpha, the last channel, and back.
 *
 * <p>The colour of a transparent pixel is invisible, and often black. Interpolated as it is, it would darken the rim of
 * the visible part; weighted by its alpha of 0, it adds nothing.
 */
final class Alpha {
    private static final int CHANNELS = 4;

    private Alpha() {}

    /** {@return whether a picture of so many channels has alpha} */
    static boolean isIn(int channels) {
        return channels == CHANNELS;
    }

    /** {@return a copy with each colour times alpha} */
    static Tensor weighted(Tensor straight) {
        Tensor weighted = Tensor.of(straight.data().clone(), 1, CHANNELS, straight.h(), straight.w());
        forEachColour(weighted, (colour, alpha) -> colour * alpha);
        return weighted;
    }

    /** Divides each colour by alpha, in place; where alpha is 0 or less there is no colour, and it becomes 0. */
    static void straighten(Tensor weighted) {
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
