package io.github.dysample.spi;

import io.github.dysample.DySampleWeights;
import io.github.dysample.Interpolation;
import io.github.dysample.Padding;
import io.github.dysample.Tensor;
import io.github.dysample.internal.scalar.Conv1x1InputGradient;
import io.github.dysample.internal.scalar.Conv1x1WeightGradient;
import io.github.dysample.internal.scalar.OffsetSampleGradient;
import io.github.dysample.internal.scalar.OffsetsGradient;

/**
 * The kernels that a backend implements. Callers reach them through {@link io.github.dysample.Backend}.
 *
 * <p>Every backend gives the bits of the scalar one: each output is computed by itself, in the order of operations each
 * method states, with correctly rounded IEEE 754 binary32 operations only. Where a result is NaN, any NaN will do. The
 * result does not depend on the workers.
 *
 * <p>Arguments are checked before they come here: shapes fit each other and the outputs, no output is empty, and none
 * shares its array with an input unless the method allows it. A kernel writes every element of {@code out}. Kernels
 * hold no state that calls change and are safe to share between threads.
 *
 * <p>A backend without gradients of its own has those of the scalar one, by default.
 */
public interface Kernels {

    /**
     * 1×1 convolution; {@code torch.nn.functional.conv2d}.
     *
     * <p>Each output starts at the bias, or at 0, and adds {@code fma(weight, x, sum)} over the input channels in
     * ascending order.
     *
     * @param weight shape (O, C), row-major; kept, so the array must not change afterwards
     * @param bias shape (O), or null for none; kept
     * @param outputs O
     * @param inputs C
     * @return the convolution, safe to share between threads
     */
    PreparedConv1x1 prepareConv1x1(float[] weight, float[] bias, int outputs, int inputs);

    /**
     * Moves channels to positions; {@code torch.nn.functional.pixel_shuffle}, ONNX DepthToSpace in mode CRD.
     *
     * <p>x is (B, C·r², H, W), out is (B, C, rH, rW); channel {@code c·r² + i·r + j} at (h, w) goes to channel
     * {@code c} at (r·h + i, r·w + j).
     *
     * @param x the input
     * @param factor r, at least 1
     * @param out the output
     * @param workers the threads that compute
     */
    void pixelShuffle(Tensor x, int factor, Tensor out, Workers workers);

    /**
     * Moves positions to channels; {@code torch.nn.functional.pixel_unshuffle}, the inverse of {@link #pixelShuffle}.
     *
     * <p>x is (B, C, rH, rW), out is (B, C·r², H, W).
     *
     * @param x the input
     * @param factor r, at least 1
     * @param out the output
     * @param workers the threads that compute
     */
    void pixelUnshuffle(Tensor x, int factor, Tensor out, Workers workers);

    /**
     * Samples at the points of a normalised grid; {@code torch.nn.functional.grid_sample}.
     *
     * <p>x is (B, C, H, W), grid is (B, Ho, Wo, 2) with x before y, out is (B, C, Ho, Wo). H and W are at least 1. A
     * grid value v means the pixel coordinate {@code fma(v, size/2, (size−1)/2)}, or
     * {@code fma(v, (size−1)/2, (size−1)/2)} with {@code alignCorners}: −1 and 1 are then the centres of the edge
     * pixels. NaN and infinite coordinates: see {@link Padding}.
     *
     * @param x the input
     * @param grid the points
     * @param interpolation how to read between pixels
     * @param padding how to read outside the input
     * @param alignCorners which points −1 and 1 are
     * @param out the output
     * @param workers the threads that compute
     */
    void gridSample(
            Tensor x, Tensor grid, Interpolation interpolation, Padding padding, boolean alignCorners, Tensor out,
            Workers workers);

    /**
     * From the results of the offset branch's convolutions to offsets in pixels.
     *
     * <p>All tensors are (B, K, H, W). Static scope: {@code fma(linear, 0.25, initial)}. Dynamic scope:
     * {@code fma(linear · sigmoid(scope), 0.5, initial)}.
     *
     * <p>The sigmoid of x is, in steps that each round once:
     *
     * <pre>{@code
     * t = max(-|x|, -104)                  m = fma(t, 0x1.715476p0, 0x1.8p23)      n = m - 0x1.8p23
     * r = fma(n, -0x1.7f7d1cp-20, fma(n, -0x1.62e4p-1, t))
     * p = 0x1.6d4366p-10, then p = fma(p, r, c) for c of
     *     0x1.120ba6p-7, 0x1.5554e8p-5, 0x1.5554dcp-3, 0.5, 1, 1
     * e = p · 2^floor(n/2) · 2^(n - floor(n/2))
     * a = x >= 0 ? 1 : e                   d = 1 + e                               l = e - (d - 1)
     * i = 1 / d                            q = a · i
     * sigmoid = fma(fma(-q, l, fma(-q, d, a)), i, q)
     * }</pre>
     *
     * @param linear the results of {@code offset}
     * @param scope the results of {@code scope}, or null for static scope
     * @param initial the initial position of each channel, shape (K)
     * @param out the offsets; may be the array of {@code linear}
     * @param workers the threads that compute
     */
    void offsets(Tensor linear, Tensor scope, float[] initial, Tensor out, Workers workers);

    /**
     * Samples at offsets from the pixels; the {@code sample} method of PyTorch's module.
     *
     * <p>x is (B, C, H, W), offsets is (B, 2·g·s², H, W), out is (B, C, sH, sW). H and W are at least 1. Output
     * (s·h + i, s·w + j) of a channel of group k reads bilinearly at (w + ox, h + oy), clipped to the input, with ox in
     * channel {@code k·s² + i·s + j} and oy in channel {@code g·s² + k·s² + i·s + j}. The coordinate is never formed:
     * {@code x0 = w + floor(ox)} and {@code fx = ox − floor(ox)}, so precision does not depend on the size of the map.
     * The sum is {@code fma(se, v, fma(sw, v, fma(ne, v, nw·v)))}. A neighbour outside the input counts as the value 0.
     * An offset that is NaN means coordinate 0; ±Inf clips.
     *
     * @param x the input
     * @param offsets in pixels; channels are component (x, y), then group, then sub-row, then sub-column
     * @param scale s
     * @param groups g
     * @param out the output
     * @param workers the threads that compute
     */
    void offsetSample(Tensor x, Tensor offsets, int scale, int groups, Tensor out, Workers workers);

    /**
     * From the gradient of {@link #offsetSample}'s output to those of the offsets and of the map it read.
     *
     * <p>Points, fractions and weights are those of {@link #offsetSample}. A value outside the input counts as 0.
     *
     * <p>gradOffsets, for one output and group: from +0, over the group's channels in ascending order, with nw … se
     * the values of the four pixels and G the element of {@code gradOut},
     *
     * <pre>{@code
     * north = ne - nw                      west = sw - nw                          twist = (se - sw) - north
     * px = fma(G, fma(fy, twist, north), px)
     * py = fma(G, fma(fx, twist, west), py)
     * }</pre>
     *
     * <p>The gradient of ox is px if {@code x0 < W − 1 && (x0 > 0 || fx > 0)}, else +0; y likewise. So a point on the
     * border, clipped to it or NaN has +0, in a dimension of size 1 every point has, and a point on a pixel's centre
     * belongs to the cell that begins there.
     *
     * <p>gradX, for one pixel of a channel: from +0, over the outputs that read it, in order of their rows and then
     * columns, {@code fma(G, weight, sum)} with the weight the pixel had. An output that reads a pixel with a weight of
     * 0 counts (0 · Inf is NaN); what it reads outside the input does not.
     *
     * @param x the input (B, C, H, W)
     * @param offsets in pixels (B, 2·g·s², H, W)
     * @param gradOut the gradient of the output (B, C, sH, sW)
     * @param scale s
     * @param groups g
     * @param gradX the gradient of x, the same shape; null if it is not wanted
     * @param gradOffsets the gradient of the offsets, the same shape; null if it is not wanted
     * @param workers the threads that compute
     */
    default void offsetSampleGradient(
            Tensor x, Tensor offsets, Tensor gradOut, int scale, int groups, Tensor gradX, Tensor gradOffsets,
            Workers workers) {
        OffsetSampleGradient.run(x, offsets, gradOut, scale, groups, gradX, gradOffsets, workers);
    }

    /**
     * From the gradient of the offsets to those of the results of the offset branch's convolutions.
     *
     * <p>All tensors are (B, K, H, W). Static scope: {@code gradLinear = gradOffsets · 0.25}. Dynamic scope, with
     * {@code h = gradOffsets · 0.5} and the sigmoid of {@link #offsets}: {@code gradLinear = h · sigmoid(scope)} and
     * {@code gradScope = (h · linear) · (sigmoid(scope) · sigmoid(−scope))}.
     *
     * @param gradOffsets the gradient of the offsets
     * @param linear the results of {@code offset}; null with static scope
     * @param scope the results of {@code scope}, or null for static scope
     * @param gradLinear the gradient of {@code linear}
     * @param gradScope the gradient of {@code scope}; null with static scope
     * @param workers the threads that compute
     */
    default void offsetsGradient(
            Tensor gradOffsets, Tensor linear, Tensor scope, Tensor gradLinear, Tensor gradScope, Workers workers) {
        OffsetsGradient.run(gradOffsets, linear, scope, gradLinear, gradScope, workers);
    }

    /**
     * From the gradient of a 1×1 convolution's output to that of its input.
     *
     * <p>With one phase: at each position, input c is the sum, from +0, of {@code fma(weight[o][c], gradOut[o], sum)}
     * over the outputs in ascending order. With r phases it is r convolutions with the same weight, one after another:
     * that of phase i has channels {@code c·r + i} of x and {@code o·r + i} of the output. This is the convolution
     * between a pixel shuffle and its inverse, where r is s².
     *
     * @param gradOut the gradient of the output (B, O·r, H, W)
     * @param weight shape (O, C), row-major
     * @param phases r, at least 1
     * @param gradX the gradient of the input (B, C·r, H, W)
     * @param workers the threads that compute
     */
    default void conv1x1InputGradient(Tensor gradOut, float[] weight, int phases, Tensor gradX, Workers workers) {
        Conv1x1InputGradient.run(gradOut, weight, phases, gradX, workers);
    }

    /**
     * Adds the gradient of a 1×1 convolution's weight to running sums.
     *
     * <p>Each weight's sum goes over the items, within an item over the phases, within a phase over the positions in
     * order of rows and then columns, cut into blocks of 512 from the start of the plane. In a block, 16 partial sums
     * from +0: position p adds {@code fma(gradOut[o][p], x[c][p], P[p mod 16])}. Then P[i] + P[i + 8] for i under 8,
     * from these the same with 4, with 2 and with 1. What is left is added to the running sum, in float64, block after
     * block. So a batch in parts, one after another, has the bits of the batch.
     *
     * @param x the input (B, C·r, H, W)
     * @param gradOut the gradient of the output (B, O·r, H, W)
     * @param phases r, see {@link #conv1x1InputGradient}
     * @param sums the running sums, shape (O, C), row-major
     * @param workers the threads that compute
     */
    default void conv1x1WeightGradient(Tensor x, Tensor gradOut, int phases, double[] sums, Workers workers) {
        Conv1x1WeightGradient.weight(x, gradOut, phases, sums, workers);
    }

    /**
     * Adds the gradient of a 1×1 convolution's bias to running sums: as {@link #conv1x1WeightGradient}, with 1 for
     * every x.
     *
     * @param gradOut the gradient of the output (B, O·r, H, W)
     * @param phases r, see {@link #conv1x1InputGradient}
     * @param sums the running sums, shape (O)
     * @param workers the threads that compute
     */
    default void conv1x1BiasGradient(Tensor gradOut, int phases, double[] sums, Workers workers) {
        Conv1x1WeightGradient.bias(gradOut, phases, sums, workers);
    }

    /**
     * Prepares a layer for many calls. {@link ComposedLayer} is enough for a backend that gains nothing by
     * computing the stages together.
     *
     * @param weights the layer; kept, so its arrays must not change afterwards
     * @return the layer, safe to share between threads
     */
    PreparedLayer prepare(DySampleWeights weights);
}
