package io.github.dysample.internal.scalar;

import io.github.dysample.Tensor;
import io.github.dysample.spi.Workers;

/** Moves positions to channels. */
final class PixelUnshuffle {
    private PixelUnshuffle() {}

    static void run(Tensor x, int factor, Tensor out, Workers workers) {
        workers.run(x.n() * x.c(), plane -> {
            int n = plane / x.c();
            int c = plane % x.c();
            for (int h = 0; h < x.h(); h++) {
                for (int w = 0; w < x.w(); w++) {
                    int channel = (c * factor + h % factor) * factor + w % factor;
                    out.set(n, channel, h / factor, w / factor, x.get(n, c, h, w));
                }
            }
        });
    }
}
