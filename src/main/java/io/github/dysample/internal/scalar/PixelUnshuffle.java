package io.github.dysample.internal.scalar;

import io.github.dysample.Tensor;

/** Moves positions to channels. */
final class PixelUnshuffle {
    private PixelUnshuffle() {}

    static void run(Tensor x, int factor, Tensor out) {
        for (int n = 0; n < x.n(); n++) {
            for (int c = 0; c < x.c(); c++) {
                for (int h = 0; h < x.h(); h++) {
                    for (int w = 0; w < x.w(); w++) {
                        int channel = (c * factor + h % factor) * factor + w % factor;
                        out.set(n, channel, h / factor, w / factor, x.get(n, c, h, w));
                    }
                }
            }
        }
    }
}
