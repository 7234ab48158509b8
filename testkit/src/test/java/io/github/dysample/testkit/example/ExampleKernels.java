package io.github.dysample.testkit.example;

import io.github.dysample.DySampleWeights;
import io.github.dysample.Interpolation;
import io.github.dysample.Padding;
import io.github.dysample.Tensor;
import io.github.dysample.spi.ComposedLayer;
import io.github.dysample.spi.Kernels;
import io.github.dysample.spi.PreparedConv1x1;
import io.github.dysample.spi.PreparedLayer;
import io.github.dysample.spi.Workers;

/**
 * A backend to begin from: complete, and as short as the definitions in the documentation of {@code Kernels}. The
 * calling thread computes, and the layer is the composition of the kernels.
 */
public class ExampleKernels implements Kernels {

    @Override
    public PreparedLayer prepare(DySampleWeights weights) {
        return new ComposedLayer(this, weights);
    }

    /** A 1×1 convolution that packs nothing. */
    private record Conv1x1(float[] weight, float[] bias, int outputs, int inputs) implements PreparedConv1x1 {
        @Override
        public void forward(Tensor x, Tensor out, Workers workers) {
            forEach(out, (n, o, h, w) -> {
                float sum = bias == null ? 0 : bias[o];
                for (int c = 0; c < inputs; c++) {
                    sum = Math.fma(weight[o * inputs + c], x.get(n, c, h, w), sum);
                }
                return sum;
            });
        }
    }

    @Override
    public PreparedConv1x1 prepareConv1x1(float[] weight, float[] bias, int outputs, int inputs) {
        return new Conv1x1(weight, bias, outputs, inputs);
    }

    @Override
    public void pixelShuffle(Tensor x, int r, Tensor out, Workers workers) {
        forEach(out, (n, c, h, w) -> x.get(n, (c * r + h % r) * r + w % r, h / r, w / r));
    }

    @Override
    public void pixelUnshuffle(Tensor x, int r, Tensor out, Workers workers) {
        forEach(out, (n, c, h, w) -> x.get(n, c / (r * r), h * r + c / r % r, w * r + c % r));
    }

    @Override
    public void gridSample(
            Tensor x, Tensor grid, Interpolation interpolation, Padding padding, boolean alignCorners, Tensor out,
            Workers workers) {
        forEach(out, (n, c, h, w) -> {
            float px = coordinate(grid.get(n, h, w, 0), x.w(), padding, alignCorners);
            float py = coordinate(grid.get(n, h, w, 1), x.h(), padding, alignCorners);
            if (interpolation == Interpolation.NEAREST) {
                return value(x, n, c, (int) Math.rint(py), (int) Math.rint(px));
            }
            float x0 = (float) Math.floor(px);
            float y0 = (float) Math.floor(py);
            return bilinear(x, n, c, (int) y0, (int) x0, py - y0, px - x0);
        });
    }

    @Override
    public void offsets(Tensor linear, Tensor scope, float[] initial, Tensor out, Workers workers) {
        forEach(out, (n, k, h, w) -> {
            float value = linear.get(n, k, h, w);
            return scope == null
                    ? Math.fma(value, 0.25f, initial[k])
                    : Math.fma(value * sigmoid(scope.get(n, k, h, w)), 0.5f, initial[k]);
        });
    }

    @Override
    public void offsetSample(Tensor x, Tensor offsets, int s, int groups, Tensor out, Workers workers) {
        forEach(out, (n, c, h, w) -> {
            int k = (c / (x.c() / groups) * s + h % s) * s + w % s;
            float ox = offsets.get(n, k, h / s, w / s);
            float oy = offsets.get(n, groups * s * s + k, h / s, w / s);
            int x0 = pixel(w / s, ox, x.w());
            int y0 = pixel(h / s, oy, x.h());
            return bilinear(x, n, c, y0, x0, fraction(h / s, oy, x.h()), fraction(w / s, ox, x.w()));
        });
    }

    private interface Element {
        float at(int n, int c, int h, int w);
    }

    private static void forEach(Tensor out, Element element) {
        for (int n = 0; n < out.n(); n++) {
            for (int c = 0; c < out.c(); c++) {
                for (int h = 0; h < out.h(); h++) {
                    for (int w = 0; w < out.w(); w++) {
                        out.set(n, c, h, w, element.at(n, c, h, w));
                    }
                }
            }
        }
    }

    private static float bilinear(Tensor x, int n, int c, int y0, int x0, float fy, float fx) {
        float sum = (1 - fx) * (1 - fy) * value(x, n, c, y0, x0);
        sum = Math.fma(fx * (1 - fy), value(x, n, c, y0, x0 + 1), sum);
        sum = Math.fma((1 - fx) * fy, value(x, n, c, y0 + 1, x0), sum);
        return Math.fma(fx * fy, value(x, n, c, y0 + 1, x0 + 1), sum);
    }

    private static float value(Tensor x, int n, int c, int h, int w) {
        return h >= 0 && h < x.h() && w >= 0 && w < x.w() ? x.get(n, c, h, w) : 0;
    }

    /** The cast to int saturates, so no offset wraps. */
    private static long floor(int position, float offset) {
        return position + (long) (int) Math.floor(offset);
    }

    private static int pixel(int position, float offset, int size) {
        return Float.isNaN(offset) ? 0 : Math.clamp(floor(position, offset), 0, size - 1);
    }

    private static float fraction(int position, float offset, int size) {
        long floor = floor(position, offset);
        boolean inside = floor >= 0 && floor < size - 1 && !Float.isNaN(offset);
        return inside ? offset - (float) Math.floor(offset) : 0;
    }

    private static float coordinate(float value, int size, Padding padding, boolean alignCorners) {
        float last = size - 1;
        float point = Math.fma(value, (alignCorners ? last : size) / 2, last / 2);
        return switch (padding) {
            case ZEROS -> point > -1 && point < size ? point : -2;
            case BORDER -> clip(point, last);
            case REFLECTION -> clip(alignCorners ? reflect(point, 0, last) : reflect(point, -0.5f, size), last);
        };
    }

    /** Not above 0 means 0, which takes NaN along. */
    private static float clip(float point, float last) {
        return point > 0 ? Math.min(point, last) : 0;
    }

    private static float reflect(float point, float low, float span) {
        float distance = Math.abs(point - low);
        float flips = (float) Math.floor(distance / span);
        float rest = Math.fma(-flips, span, distance);
        boolean even = flips - 2 * (float) Math.floor(flips * 0.5f) == 0;
        return even ? rest + low : span - rest + low;
    }

    /** The sigmoid whose steps the documentation of {@code Kernels.offsets} lists. */
    private static float sigmoid(float x) {
        float t = Math.max(-Math.abs(x), -104f);
        float shifted = Math.fma(t, 0x1.715476p+0f, 0x1.8p+23f);
        float n = shifted - 0x1.8p+23f;
        float r = Math.fma(n, -0x1.7f7d1cp-20f, Math.fma(n, -0x1.62e4p-1f, t));
        float p = 0x1.6d4366p-10f;
        for (float c : new float[] {0x1.120ba6p-7f, 0x1.5554e8p-5f, 0x1.5554dcp-3f, 0.5f, 1f, 1f}) {
            p = Math.fma(p, r, c);
        }
        // Two factors: 2ⁿ itself may be below the smallest normal number.
        int half = (int) n >> 1;
        float e = p * Math.scalb(1f, half) * Math.scalb(1f, (int) n - half);
        float numerator = x >= 0 ? 1 : e;
        float denominator = 1 + e;
        float lost = e - (denominator - 1);
        float reciprocal = 1 / denominator;
        float quotient = numerator * reciprocal;
        float remainder = Math.fma(-quotient, lost, Math.fma(-quotient, denominator, numerator));
        return Math.fma(remainder, reciprocal, quotient);
    }
}
