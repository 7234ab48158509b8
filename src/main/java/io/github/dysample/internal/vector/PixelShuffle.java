package io.github.dysample.internal.vector;

import io.github.dysample.Tensor;

/**
 * Moves channels to positions: each output row is r input rows, one from each of r channels, with their elements in
 * turn.
 */
final class PixelShuffle {
    private PixelShuffle() {}

    static void run(Tensor x, int factor, Tensor out) {
        if (out.data().length == 0) {
            return; // the factor of an empty tensor may be any, and tables grow with it
        }
        Interleaver interleaver = new Interleaver(factor);
        int plane = x.h() * x.w();
        for (int n = 0; n < out.n(); n++) {
            for (int c = 0; c < out.c(); c++) {
                for (int h = 0; h < out.h(); h++) {
                    int channel = (c * factor + h % factor) * factor;
                    int from = (n * x.c() + channel) * plane + h / factor * x.w();
                    int to = ((n * out.c() + c) * out.h() + h) * out.w();
                    interleaver.interleave(x.data(), from, plane, x.w(), out.data(), to);
                }
            }
        }
    }
}
