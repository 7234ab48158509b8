package io.github.dysample.onnx.internal.evaluate;

/** The operators on feature maps (B, C, H, W). */
final class Maps {
    private Maps() {}

    private static void requireMap(String operator, Operand operand) throws CannotEvaluateException {
        if (operand.rank() != 4 || !operand.isFloat()) {
            throw new CannotEvaluateException(operator + " of a tensor of shape " + operand.shapeText());
        }
    }

    /** A 1×1 convolution; the bias may be null. */
    static Operand convolve(Work work, Operand x, float[] weight, float[] bias, int outputs)
            throws CannotEvaluateException {
        requireMap("Conv", x);
        int inputs = x.shape()[1];
        if ((long) outputs * inputs != weight.length || bias != null && bias.length != outputs) {
            throw new CannotEvaluateException("Conv of " + inputs + " channels has " + weight.length
                    + " weights for " + outputs + " outputs");
        }
        int[] shape = Operand.with(x.shape(), 1, outputs);
        float[] y = new float[Elements.count(work, shape)];
        work.use((long) y.length * inputs / 8);
        int plane = Operand.product(shape, 2, 4);
        for (int b = 0; b < shape[0] && plane > 0; b++) {
            for (int o = 0; o < outputs; o++) {
                int to = (b * outputs + o) * plane;
                for (int p = 0; p < plane; p++) {
                    y[to + p] = bias == null ? 0 : bias[o];
                }
                for (int c = 0; c < inputs; c++) {
                    int from = (b * inputs + c) * plane;
                    float w = weight[o * inputs + c];
                    for (int p = 0; p < plane; p++) {
                        y[to + p] += w * x.floats()[from + p];
                    }
                }
            }
        }
        return Operand.of(y, shape);
    }

    /** Channels to positions; in mode CRD sub-positions are the inner part of the channel, in DCR the outer one. */
    static Operand depthToSpace(Work work, Operand x, long block, boolean crd) throws CannotEvaluateException {
        requireMap("DepthToSpace", x);
        int[] shape = x.shape();
        if (block < 1 || block > shape[1] || shape[1] % (block * block) != 0) {
            throw new CannotEvaluateException("DepthToSpace by " + block + " of " + shape[1] + " channels");
        }
        int s = (int) block;
        int channels = shape[1] / (s * s);
        Operand parts = crd
                ? x.reshaped(shape[0], channels, s, s, shape[2], shape[3])
                : x.reshaped(shape[0], s, s, channels, shape[2], shape[3]);
        Operand moved = Shaping.transpose(work, parts,
                crd ? new long[] {0, 1, 4, 2, 5, 3} : new long[] {0, 3, 4, 1, 5, 2});
        return moved.reshaped(shape[0], channels, s * shape[2], s * shape[3]);
    }

    /** Positions to channels, sub-positions the outer part of the channel. */
    static Operand spaceToDepth(Work work, Operand x, long block) throws CannotEvaluateException {
        requireMap("SpaceToDepth", x);
        int[] shape = x.shape();
        if (block < 1 || block > Math.max(shape[2], shape[3]) || shape[2] % block != 0 || shape[3] % block != 0) {
            throw new CannotEvaluateException("SpaceToDepth by " + block + " of " + shape[2] + "×" + shape[3]);
        }
        int s = (int) block;
        int height = shape[2] / s;
        int width = shape[3] / s;
        Operand moved = Shaping.transpose(work, x.reshaped(shape[0], shape[1], height, s, width, s),
                new long[] {0, 3, 5, 1, 2, 4});
        return moved.reshaped(shape[0], shape[1] * s * s, height, width);
    }

    /** Bilinear, corners not aligned. */
    static Operand gridSample(Work work, Operand x, Operand grid, boolean border) throws CannotEvaluateException {
        requireMap("GridSample", x);
        requireMap("GridSample", grid);
        int[] in = x.shape();
        int[] at = grid.shape();
        if (at[0] != in[0] || at[3] != 2 || in[2] < 1 || in[3] < 1) {
            throw new CannotEvaluateException(
                    "GridSample of shapes " + x.shapeText() + " and " + grid.shapeText());
        }
        int[] shape = {in[0], in[1], at[1], at[2]};
        float[] y = new float[Elements.count(work, shape)];
        int points = at[1] * at[2];
        int plane = in[2] * in[3];
        for (int b = 0; b < in[0]; b++) {
            for (int p = 0; p < points; p++) {
                float px = pixel(grid.floats()[(b * points + p) * 2], in[3], border);
                float py = pixel(grid.floats()[(b * points + p) * 2 + 1], in[2], border);
                for (int c = 0; c < in[1]; c++) {
                    y[(b * in[1] + c) * points + p] =
                            sample(x.floats(), (b * in[1] + c) * plane, in[2], in[3], px, py);
                }
            }
        }
        return Operand.of(y, shape);
    }

    private static float pixel(float normalised, int size, boolean border) {
        float pixel = ((normalised + 1) * size - 1) / 2;
        return border ? Math.clamp(pixel, 0f, size - 1f) : pixel;
    }

    private static float sample(float[] x, int plane, int height, int width, float px, float py) {
        double left = Math.floor(px);
        double top = Math.floor(py);
        float fx = (float) (px - left);
        float fy = (float) (py - top);
        float sum = 0;
        for (int k = 0; k < 4; k++) {
            double column = left + (k & 1);
            double row = top + (k >> 1);
            if (column >= 0 && column < width && row >= 0 && row < height) {
                float weight = ((k & 1) == 0 ? 1 - fx : fx) * (k < 2 ? 1 - fy : fy);
                sum += weight * x[plane + (int) row * width + (int) column];
            }
        }
        return sum;
    }
}
