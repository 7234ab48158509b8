package io.github.dysample.internal.scalar;

import io.github.dysample.Tensor;
import io.github.dysample.spi.Workers;

/** Moves channels to positions, and back. */
final class PixelShuffle {
    private PixelShuffle() {}

    static void run(Tensor x, int factor, Tensor out, Workers workers) {
        workers.run(out.n() * out.c(), plane -> {
            int n = plane / out.c();
            int c = plane % out.c();
            for (int h = 0; h < out.h(); h++) {
                for (int w = 0; w < out.w(); w++) {
                    int channel = (c * factor + h % factor) * factor + w % factor;
                    out.set(n, c, h, w, x.get(n, channel, h / factor, w / factor));
                }
            }
        });
    }

    static void inverse(Tensor x, int factor, Tensor out, Workers workers) {
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
