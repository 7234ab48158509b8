package io.github.dysample.spi;

import io.github.dysample.DySampleWeights;
import io.github.dysample.Tensor;
import io.github.dysample.internal.Arguments;

/**
 * A backend whose arguments are checked before its kernels see them, with the messages all backends share. A subclass
 * computes; it may rely on every shape, and only asserts. {@link Backend} says what each kernel computes.
 */
public abstract class CheckedBackend implements Backend {

    /** For subclasses. */
    protected CheckedBackend() {}

    @Override
    public final void conv1x1(Tensor x, float[] weight, float[] bias, Tensor out) {
        Arguments.checkConv1x1(x, weight, bias, out);
        computeConv1x1(x, weight, bias, out);
    }

    @Override
    public final void pixelShuffle(Tensor x, int factor, Tensor out) {
        Arguments.checkPixelShuffle(x, factor, out);
        computePixelShuffle(x, factor, out);
    }

    @Override
    public final void pixelUnshuffle(Tensor x, int factor, Tensor out) {
        Arguments.checkPixelUnshuffle(x, factor, out);
        computePixelUnshuffle(x, factor, out);
    }

    @Override
    public final void gridSample(
            Tensor x, Tensor grid, Interpolation interpolation, Padding padding, boolean alignCorners, Tensor out) {
        Arguments.checkGridSample(x, grid, interpolation, padding, out);
        computeGridSample(x, grid, interpolation, padding, alignCorners, out);
    }

    @Override
    public final void offsets(Tensor linear, Tensor scope, int scale, Tensor out) {
        Arguments.checkOffsets(linear, scope, scale, out);
        computeOffsets(linear, scope, scale, out);
    }

    @Override
    public final void offsetSample(Tensor x, Tensor offsets, int scale, int groups, Tensor out) {
        Arguments.checkOffsetSample(x, offsets, scale, groups, out);
        computeOffsetSample(x, offsets, scale, groups, out);
    }

    @Override
    public final PreparedLayer prepare(DySampleWeights weights) {
        Arguments.requirePresent("weights", weights);
        return prepareLayer(weights);
    }

    /**
     * Computes {@link Backend#conv1x1}.
     *
     * @param x the input
     * @param weight shape (O, C), row-major
     * @param bias shape (O), or null for none
     * @param out the output
     */
    protected abstract void computeConv1x1(Tensor x, float[] weight, float[] bias, Tensor out);

    /**
     * Computes {@link Backend#pixelShuffle}.
     *
     * @param x the input
     * @param factor r
     * @param out the output, which may be empty
     */
    protected abstract void computePixelShuffle(Tensor x, int factor, Tensor out);

    /**
     * Computes {@link Backend#pixelUnshuffle}.
     *
     * @param x the input
     * @param factor r
     * @param out the output, which may be empty
     */
    protected abstract void computePixelUnshuffle(Tensor x, int factor, Tensor out);

    /**
     * Computes {@link Backend#gridSample}.
     *
     * @param x the input
     * @param grid the points
     * @param interpolation how to read between pixels
     * @param padding what to read outside the input
     * @param alignCorners which points −1 and 1 are
     * @param out the output, which may be empty
     */
    protected abstract void computeGridSample(
            Tensor x, Tensor grid, Interpolation interpolation, Padding padding, boolean alignCorners, Tensor out);

    /**
     * Computes {@link Backend#offsets}.
     *
     * @param linear what {@code offset} gave
     * @param scope what {@code scope} gave, or null for static scope
     * @param scale s
     * @param out the offsets; may be the array of {@code linear}
     */
    protected abstract void computeOffsets(Tensor linear, Tensor scope, int scale, Tensor out);

    /**
     * Computes {@link Backend#offsetSample}.
     *
     * @param x the input
     * @param offsets in pixels
     * @param scale s
     * @param groups g
     * @param out the output
     */
    protected abstract void computeOffsetSample(Tensor x, Tensor offsets, int scale, int groups, Tensor out);

    /**
     * Prepares a layer, see {@link Backend#prepare}.
     *
     * @param weights the layer; kept
     * @return the layer
     */
    protected abstract PreparedLayer prepareLayer(DySampleWeights weights);
}
