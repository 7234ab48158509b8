package io.github.dysample.internal.vector;

import io.github.dysample.Tensor;
import io.github.dysample.spi.Workers;

/**
 * Moves channels to positions and back: each row of the enlarged map is r rows of the other, one from each of r
 * channels, with their elements in turn.
 */
final class PixelShuffle {
    private PixelShuffle() {}

    static void run(Tensor x, int factor, Tensor out, Workers workers) {
        Interleaver interleaver = new Interleaver(factor);
        int plane = x.h() * x.w();
        workers.run(out.n() * out.c(), each -> {
            int n = each / out.c();
            int c = each % out.c();
            for (int h = 0; h < out.h(); h++) {
                int channel = (c * factor + h % factor) * factor;
                int from = (n * x.c() + channel) * plane + h / factor * x.w();
                int to = ((n * out.c() + c) * out.h() + h) * out.w();
                interleaver.interleave(x.data(), from, plane, x.w(), out.data(), to);
            }
        });
    }

    static void inverse(Tensor x, int factor, Tensor out, Workers workers) {
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
