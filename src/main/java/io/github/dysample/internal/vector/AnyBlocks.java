package io.github.dysample.internal.vector;

import io.github.dysample.internal.scalar.Bilinear;

/**
 * Samples blocks whose pixels lie anywhere, one output after the other: on most CPUs four plain loads are faster than a
 * lane's share of four gathers.
 */
final class AnyBlocks {
    private AnyBlocks() {}

    /** See {@link Sampler#run}; blocks {@code first} to {@code end}, exclusive. */
    static void run(
            SamplePlan plan, int first, int end, float[] x, int xFrom, int xStride, int channels,
            float[] out, int outFrom, int outStride, boolean adds) {
        int width = plan.width;
        int height = plan.height;
        for (int block = first; block < end; block++) {
            for (int i = plan.start[block]; i < plan.end(block); i++) {
                int x0 = plan.x0[i];
                int y0 = plan.y0[i];
                float fx = plan.fx[i];
                float fy = plan.fy[i];
                if (x0 >= 0 && x0 < width - 1 && y0 >= 0 && y0 < height - 1) {
                    inside(x, xFrom + y0 * width + x0, xStride, channels, width, fx, fy, out, outFrom + i, outStride,
                            adds);
                } else {
                    for (int c = 0; c < channels; c++) {
                        int to = outFrom + c * outStride + i;
                        float sum = Bilinear.sample(x, xFrom + c * xStride, height, width, y0, x0, fy, fx);
                        out[to] = adds ? out[to] + sum : sum;
                    }
                }
            }
        }
    }

    /** All four neighbours are pixels of the map: the sum of {@link Bilinear#sample} without its bounds checks. */
    private static void inside(
            float[] x, int from, int stride, int channels, int width, float fx, float fy,
            float[] out, int to, int outStride, boolean adds) {
        float nw = (1f - fx) * (1f - fy);
        float ne = fx * (1f - fy);
        float sw = (1f - fx) * fy;
        float se = fx * fy;
        for (int c = 0; c < channels; c++) {
            int p = from + c * stride;
            float sum = nw * x[p];
            sum = Math.fma(ne, x[p + 1], sum);
            sum = Math.fma(sw, x[p + width], sum);
            sum = Math.fma(se, x[p + width + 1], sum);
            out[to + c * outStride] = adds ? out[to + c * outStride] + sum : sum;
        }
    }
}
