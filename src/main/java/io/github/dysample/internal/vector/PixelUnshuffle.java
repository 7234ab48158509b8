package io.github.dysample.internal.vector;

import io.github.dysample.Tensor;
import io.github.dysample.spi.Workers;

/** Moves positions to channels: each input row is dealt out, element by element, to rows of r channels. */
final class PixelUnshuffle {
    private PixelUnshuffle() {}

    static void run(Tensor x, int factor, Tensor out, Workers workers) {
        Interleaver interleaver = new Interleaver(factor);
        int plane = out.h() * out.w();
        workers.run(x.n() * x.c(), each -> {
            int n = each / x.c();
            int c = each % x.c();
            for (int h = 0; h < x.h(); h++) {
                int channel = (c * factor + h % factor) * factor;
                int from = ((n * x.c() + c) * x.h() + h) * x.w();
                int to = (n * out.c() + channel) * plane + h / factor * out.w();
                interleaver.separate(x.data(), from, out.w(), out.data(), to, plane);
            }
        });
    }
}
