package io.github.dysample.internal.vector;

import static io.github.dysample.internal.vector.Lanes.COUNT;

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
                    row(x.data(), from, plane, x.w(), interleaver, out.data(), to);
                }
            }
        }
    }

    private static void row(
            float[] x, int from, int plane, int width, Interleaver interleaver, float[] out, int to) {
        int factor = interleaver.factor;
        int w = 0;
        for (; w + COUNT <= width; w += COUNT) {
            for (int part = 0; part < factor; part++) {
                interleaver.interleave(x, from + w, plane, part).intoArray(out, to + w * factor + part * COUNT);
            }
        }
        for (; w < width; w++) {
            for (int j = 0; j < factor; j++) {
                out[to + w * factor + j] = x[from + j * plane + w];
            }
        }
    }
}
