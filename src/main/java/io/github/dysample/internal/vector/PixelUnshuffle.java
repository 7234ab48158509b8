package io.github.dysample.internal.vector;

import io.github.dysample.Tensor;

/** Moves positions to channels: each input row is dealt out, element by element, to rows of r channels. */
final class PixelUnshuffle {
    private PixelUnshuffle() {}

    static void run(Tensor x, int factor, Tensor out) {
        if (out.data().length == 0) {
            return; // the factor of an empty tensor may be any, and tables grow with it
        }
        Interleaver interleaver = new Interleaver(factor);
        int plane = out.h() * out.w();
        for (int n = 0; n < x.n(); n++) {
            for (int c = 0; c < x.c(); c++) {
                for (int h = 0; h < x.h(); h++) {
                    int channel = (c * factor + h % factor) * factor;
                    int from = ((n * x.c() + c) * x.h() + h) * x.w();
                    int to = (n * out.c() + channel) * plane + h / factor * out.w();
                    interleaver.separate(x.data(), from, out.w(), out.data(), to, plane);
                }
            }
        }
    }
}
