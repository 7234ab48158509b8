package io.github.dysample.spi;

import io.github.dysample.DySampleWeights;
import io.github.dysample.Interpolation;
import io.github.dysample.Padding;
import io.github.dysample.Tensor;

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
     * Prepares a layer for many calls. {@link ComposedLayer} is enough for a backend that gains nothing by
     * computing the stages together.
     *
     * @param weights the layer; kept, so its arrays must not change afterwards
     * @return the layer, safe to share between threads
     */
    PreparedLayer prepare(DySampleWeights weights);
}
