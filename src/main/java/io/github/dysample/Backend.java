package io.github.dysample;

import io.github.dysample.spi.Kernels;
import io.github.dysample.spi.PreparedConv1x1;
import io.github.dysample.spi.Workers;
import java.util.Arrays;
import java.util.concurrent.Executor;

/**
 * A backend and its kernels one by one; {@link Backends} finds it, {@link DySample} is the whole layer on it.
 *
 * <p>Results have the same bits on every backend; {@link Kernels} defines them. Every method checks its arguments and
 * throws {@link IllegalArgumentException} with the numbers in the message, writes every element of its outputs, and
 * refuses one that shares its array with an input. Immutable and safe to share between threads. The calling
 * thread computes, unless {@link #withExecutor} gives it help.
 */
public final class Backend {
    private final String name;
    private final Kernels kernels;
    private final Workers workers;

    private Backend(String name, Kernels kernels, Workers workers) {
        this.name = name;
        this.kernels = kernels;
        this.workers = workers;
    }

    /**
     * A backend that is not announced by a provider, such as one under test.
     *
     * @param name its name
     * @param kernels its kernels
     * @return the backend
     */
    public static Backend of(String name, Kernels kernels) {
        Arguments.requirePresent("name", name);
        Arguments.requirePresent("kernels", kernels);
        return new Backend(name, kernels, Workers.caller());
    }

    /**
     * The same backend, on the calling thread and helpers from an executor.
     *
     * @param executor runs the helpers; never shut down here
     * @param width how many threads work at most, the caller included
     * @return the backend
     * @throws IllegalArgumentException if the width is under 1
     */
    public Backend withExecutor(Executor executor, int width) {
        return new Backend(name, kernels, Workers.of(executor, width));
    }

    /** {@return the name, as its provider has it} */
    public String name() {
        return name;
    }

    Kernels kernels() {
        return kernels;
    }

    Workers workers() {
        return workers;
    }

    /**
     * Packs the weights of a 1×1 convolution for many calls.
     *
     * @param weight shape (O, C), row-major; copied
     * @param bias shape (O), or null for none; copied
     * @param outputs O
     * @param inputs C
     * @return the convolution, for {@link #conv1x1(Tensor, PreparedConv1x1, Tensor)}
     */
    public PreparedConv1x1 prepareConv1x1(float[] weight, float[] bias, int outputs, int inputs) {
        Arguments.checkConv1x1(weight, bias, outputs, inputs);
        return kernels.prepareConv1x1(weight.clone(), bias == null ? null : bias.clone(), outputs, inputs);
    }

    /**
     * 1×1 convolution with packed weights; {@code torch.nn.functional.conv2d}.
     *
     * @param x the input (B, C, H, W)
     * @param weights from {@link #prepareConv1x1}
     * @param out the output (B, O, H, W)
     */
    public void conv1x1(Tensor x, PreparedConv1x1 weights, Tensor out) {
        Arguments.checkConv1x1(x, weights, out);
        if (out.data().length > 0) {
            weights.forward(x, out, workers);
        }
    }

    /**
     * 1×1 convolution; {@code torch.nn.functional.conv2d}. {@link Kernels#prepareConv1x1} defines it.
     *
     * @param x the input (B, C, H, W)
     * @param weight shape (O, C), row-major
     * @param bias shape (O), or null for none
     * @param out the output (B, O, H, W)
     */
    public void conv1x1(Tensor x, float[] weight, float[] bias, Tensor out) {
        Arguments.checkConv1x1(x, weight, bias, out);
        if (out.data().length > 0) {
            kernels.prepareConv1x1(weight, bias, out.c(), x.c()).forward(x, out, workers);
        }
    }

    /**
     * Moves channels to positions; {@code torch.nn.functional.pixel_shuffle}. {@link Kernels#pixelShuffle} defines it.
     *
     * @param x the input (B, C·r², H, W)
     * @param factor r, at least 1
     * @param out the output (B, C, rH, rW)
     */
    public void pixelShuffle(Tensor x, int factor, Tensor out) {
        Arguments.checkPixelShuffle(x, factor, out);
        if (out.data().length > 0) {
            kernels.pixelShuffle(x, factor, out, workers);
        }
    }

    /**
     * Moves positions to channels; {@code torch.nn.functional.pixel_unshuffle}. {@link Kernels#pixelUnshuffle} defines
     * it.
     *
     * @param x the input (B, C, rH, rW)
     * @param factor r, at least 1
     * @param out the output (B, C·r², H, W)
     */
    public void pixelUnshuffle(Tensor x, int factor, Tensor out) {
        Arguments.checkPixelUnshuffle(x, factor, out);
        if (out.data().length > 0) {
            kernels.pixelUnshuffle(x, factor, out, workers);
        }
    }

    /**
     * Samples at the points of a normalised grid; {@code torch.nn.functional.grid_sample}. {@link Kernels#gridSample}
     * defines it.
     *
     * @param x the input (B, C, H, W), H and W at least 1
     * @param grid the points (B, Ho, Wo, 2), x before y
     * @param interpolation how to read between pixels
     * @param padding how to read outside the input
     * @param alignCorners which points −1 and 1 are
     * @param out the output (B, C, Ho, Wo)
     */
    public void gridSample(
            Tensor x, Tensor grid, Interpolation interpolation, Padding padding, boolean alignCorners, Tensor out) {
        Arguments.checkGridSample(x, grid, interpolation, padding, out);
        if (out.data().length > 0) {
            kernels.gridSample(x, grid, interpolation, padding, alignCorners, out, workers);
        }
    }

    /**
     * From the results of the offset branch's convolutions to offsets in pixels. {@link Kernels#offsets} defines it.
     *
     * @param linear the results of {@code offset} (B, 2·g·s², H, W)
     * @param scope the results of {@code scope}, the same shape, or null for static scope
     * @param initial shape (2·g·s²), see {@link DySampleConfig#initialPositions()}
     * @param out the offsets, the same shape; may be the array of {@code linear}
     */
    public void offsets(Tensor linear, Tensor scope, float[] initial, Tensor out) {
        Arguments.checkOffsets(linear, scope, initial, out);
        if (out.data().length > 0) {
            kernels.offsets(linear, scope, initial, out, workers);
        }
    }

    /**
     * Samples at offsets from the pixels; the {@code sample} method of PyTorch's module. {@link Kernels#offsetSample}
     * defines it.
     *
     * @param x the input (B, C, H, W), H and W at least 1
     * @param offsets in pixels (B, 2·g·s², H, W); channels are component (x, y), group, sub-row, sub-column
     * @param scale s
     * @param groups g
     * @param out the output (B, C, sH, sW)
     */
    public void offsetSample(Tensor x, Tensor offsets, int scale, int groups, Tensor out) {
        Arguments.checkOffsetSample(x, offsets, scale, groups, out);
        if (out.data().length > 0) {
            kernels.offsetSample(x, offsets, scale, groups, out, workers);
        }
    }

    /**
     * From the gradient of {@link #offsetSample}'s output to those of the offsets and of the map it read.
     * {@link Kernels#offsetSampleGradient} defines it.
     *
     * @param x the input (B, C, H, W), H and W at least 1
     * @param offsets in pixels (B, 2·g·s², H, W)
     * @param gradOut the gradient of the output (B, C, sH, sW)
     * @param scale s
     * @param groups g
     * @param gradX the gradient of x, the same shape; null if it is not wanted
     * @param gradOffsets the gradient of the offsets, the same shape; null if it is not wanted
     */
    public void offsetSampleGradient(
            Tensor x, Tensor offsets, Tensor gradOut, int scale, int groups, Tensor gradX, Tensor gradOffsets) {
        GradientArguments.checkOffsetSample(x, offsets, gradOut, scale, groups, gradX, gradOffsets);
        if (x.n() == 0 || gradX == null && gradOffsets == null) {
            return;
        }
        if (x.c() > 0) {
            kernels.offsetSampleGradient(x, offsets, gradOut, scale, groups, gradX, gradOffsets, workers);
        } else if (gradOffsets != null) {
            Arrays.fill(gradOffsets.data(), 0f); // a sum over no channel
        }
    }

    /**
     * From the gradient of the offsets to those of the results of the offset branch's convolutions.
     * {@link Kernels#offsetsGradient} defines it.
     *
     * @param gradOffsets the gradient of the offsets (B, 2·g·s², H, W)
     * @param linear the results of {@code offset}, the same shape, or null with static scope
     * @param scope the results of {@code scope}, the same shape, or null with static scope
     * @param gradLinear the gradient of {@code linear}, the same shape
     * @param gradScope the gradient of {@code scope}, the same shape, or null with static scope
     */
    public void offsetsGradient(
            Tensor gradOffsets, Tensor linear, Tensor scope, Tensor gradLinear, Tensor gradScope) {
        GradientArguments.checkOffsets(gradOffsets, linear, scope, gradLinear, gradScope);
        if (gradOffsets.data().length > 0) {
            kernels.offsetsGradient(gradOffsets, linear, scope, gradLinear, gradScope, workers);
        }
    }

    /**
     * From the gradient of a 1×1 convolution's output to that of its input. {@link Kernels#conv1x1InputGradient}
     * defines it.
     *
     * @param gradOut the gradient of the output (B, O·r, H, W)
     * @param weight shape (O, C), row-major
     * @param phases r, at least 1: 1, or s² for a convolution between a pixel shuffle by s and its inverse
     * @param gradX the gradient of the input (B, C·r, H, W)
     */
    public void conv1x1InputGradient(Tensor gradOut, float[] weight, int phases, Tensor gradX) {
        GradientArguments.checkConv1x1Input(gradOut, weight, phases, gradX);
        if (gradX.data().length > 0) {
            kernels.conv1x1InputGradient(gradOut, weight, phases, gradX, workers);
        }
    }

    /**
     * Adds the gradient of a 1×1 convolution's weight to running sums. {@link Kernels#conv1x1WeightGradient} defines
     * it.
     *
     * @param x the input (B, C·r, H, W)
     * @param gradOut the gradient of the output (B, O·r, H, W)
     * @param phases r, see {@link #conv1x1InputGradient}
     * @param sums the running sums, shape (O, C), row-major
     */
    public void conv1x1WeightGradient(Tensor x, Tensor gradOut, int phases, double[] sums) {
        GradientArguments.checkConv1x1Weight(x, gradOut, phases, sums);
        if (x.data().length > 0 && gradOut.data().length > 0) {
            kernels.conv1x1WeightGradient(x, gradOut, phases, sums, workers);
        }
    }

    /**
     * Adds the gradient of a 1×1 convolution's bias to running sums. {@link Kernels#conv1x1BiasGradient} defines it.
     *
     * @param gradOut the gradient of the output (B, O·r, H, W)
     * @param phases r, see {@link #conv1x1InputGradient}
     * @param sums the running sums, shape (O)
     */
    public void conv1x1BiasGradient(Tensor gradOut, int phases, double[] sums) {
        GradientArguments.checkConv1x1Bias(gradOut, phases, sums);
        if (gradOut.data().length > 0) {
            kernels.conv1x1BiasGradient(gradOut, phases, sums, workers);
        }
    }

    /** {@return the name and how many threads} */
    @Override
    public String toString() {
        return name + (workers.width() == 1 ? ", 1 thread" : ", " + workers.width() + " threads");
    }
}
