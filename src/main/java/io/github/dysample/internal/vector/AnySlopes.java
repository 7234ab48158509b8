package io.github.dysample.internal.vector;

import static io.github.dysample.internal.vector.Lanes.COUNT;

import io.github.dysample.internal.scalar.Bilinear;

/** The gradients of the offsets of blocks whose pixels lie anywhere, one output after the other. */
final class AnySlopes {
    private AnySlopes() {}

    /** See {@link Slopes#add}; blocks {@code first} to {@code end}, exclusive. */
    static void run(
            SamplePlan plan, int first, int end, float[] x, int xFrom, int xStride, int channels,
            float[] grad, int gradStride, float[] slopeX, float[] slopeY) {
        for (int block = first; block < end; block++) {
            for (int i = plan.start[block]; i < plan.end(block); i++) {
                int lane = block * COUNT + i - plan.start[block];
                if (plan.x0[i] < plan.width - 1 && plan.y0[i] < plan.height - 1) {
                    inside(plan, i, x, xFrom, xStride, channels, grad, gradStride, slopeX, slopeY, lane);
                } else {
                    atEdge(plan, i, x, xFrom, xStride, channels, grad, gradStride, slopeX, slopeY, lane);
                }
            }
        }
    }

    private static void inside(
            SamplePlan plan, int i, float[] x, int xFrom, int xStride, int channels,
            float[] grad, int gradStride, float[] slopeX, float[] slopeY, int lane) {
        float fx = plan.fx[i];
        float fy = plan.fy[i];
        float sumX = slopeX[lane];
        float sumY = slopeY[lane];
        int upper = xFrom + plan.y0[i] * plan.width + plan.x0[i];
        int lower = upper + plan.width;
        for (int c = 0; c < channels; c++) {
            int p = c * xStride;
            float nw = x[upper + p];
            float sw = x[lower + p];
            float north = x[upper + p + 1] - nw;
            float twist = (x[lower + p + 1] - sw) - north;
            float g = grad[i + c * gradStride];
            sumX = Math.fma(g, Math.fma(fy, twist, north), sumX);
            sumY = Math.fma(g, Math.fma(fx, twist, sw - nw), sumY);
        }
        slopeX[lane] = sumX;
        slopeY[lane] = sumY;
    }

    /** Some neighbours may be outside the map. */
    private static void atEdge(
            SamplePlan plan, int i, float[] x, int xFrom, int xStride, int channels,
            float[] grad, int gradStride, float[] slopeX, float[] slopeY, int lane) {
        int x0 = plan.x0[i];
        int y0 = plan.y0[i];
        float sumX = slopeX[lane];
        float sumY = slopeY[lane];
        for (int c = 0; c < channels; c++) {
            int plane = xFrom + c * xStride;
            float nw = Bilinear.value(x, plane, plan.height, plan.width, y0, x0);
            float ne = Bilinear.value(x, plane, plan.height, plan.width, y0, x0 + 1);
            float sw = Bilinear.value(x, plane, plan.height, plan.width, y0 + 1, x0);
            float se = Bilinear.value(x, plane, plan.height, plan.width, y0 + 1, x0 + 1);
            float north = ne - nw;
            float twist = (se - sw) - north;
            float g = grad[i + c * gradStride];
            sumX = Math.fma(g, Math.fma(plan.fy[i], twist, north), sumX);
            sumY = Math.fma(g, Math.fma(plan.fx[i], twist, sw - nw), sumY);
        }
        slopeX[lane] = sumX;
        slopeY[lane] = sumY;
    }
}
