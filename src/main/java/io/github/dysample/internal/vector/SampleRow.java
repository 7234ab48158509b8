package io.github.dysample.internal.vector;

import static io.github.dysample.internal.vector.Lanes.COUNT;
import static io.github.dysample.internal.vector.Lanes.FLOATS;
import static io.github.dysample.internal.vector.Lanes.INTS;

import io.github.dysample.internal.scalar.Bilinear;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Samples one output row of several channels after a plan.
 *
 * <p>Neighbouring outputs read neighbouring pixels. Where all pixels that a vector of outputs needs lie within one
 * vector of two or three input rows, those rows are loaded once per channel and permuted: 2 ns for 16 outputs,
 * against 25 ns with gathers. That is decided once per block for all channels. Any other block takes the scalar
 * formula.
 */
final class SampleRow {
    private SampleRow() {}

    /**
     * Samples.
     *
     * @param x holds channel c at {@code xFrom + c * xStride}, a plane of height × width
     * @param out takes the row of channel c at {@code outFrom + c * outStride}
     */
    static void run(
            float[] x, int xFrom, int xStride, int channels, int height, int width, RowPlan plan,
            float[] out, int outFrom, int outStride) {
        for (int start = 0; start < plan.count; start += COUNT) {
            // The last block overlaps the one before it rather than run over: the same outputs are written twice.
            int i = Math.max(0, Math.min(start, plan.count - COUNT));
            IntVector x0 = IntVector.fromArray(INTS, plan.x0, i);
            IntVector y0 = IntVector.fromArray(INTS, plan.y0, i);
            int left = x0.reduceLanes(VectorOperators.MIN);
            int right = x0.reduceLanes(VectorOperators.MAX);
            int top = y0.reduceLanes(VectorOperators.MIN);
            int bottom = y0.reduceLanes(VectorOperators.MAX);
            int window = Math.max(0, Math.min(left, width - COUNT));
            int lastRow = Math.min(bottom + 1, height - 1);
            boolean within = left >= 0
                    && top >= 0
                    && Math.min(right + 1, width - 1) - window < COUNT
                    && xFrom + (channels - 1) * xStride + lastRow * width + window + COUNT <= x.length;
            if (within && bottom == top) {
                oneRow(x, xFrom, xStride, channels, height, width, plan, i, window, top, out, outFrom, outStride);
            } else if (within && bottom == top + 1) {
                twoRows(x, xFrom, xStride, channels, height, width, plan, i, window, top, out, outFrom, outStride);
            } else {
                anywhere(x, xFrom, xStride, channels, height, width, plan, i, out, outFrom, outStride);
            }
        }
    }

    /** All outputs of the block lie between the same two input rows. */
    private static void oneRow(
            float[] x, int xFrom, int xStride, int channels, int height, int width, RowPlan plan, int i,
            int window, int top, float[] out, int outFrom, int outStride) {
        IntVector x0 = IntVector.fromArray(INTS, plan.x0, i);
        IntVector west = x0.sub(window);
        IntVector east = west.add(1);
        IntVector inX = ones(x0.compare(VectorOperators.LT, width - 1));
        IntVector inY = IntVector.broadcast(INTS, top < height - 1 ? -1 : 0);
        IntVector inBoth = inX.and(inY);
        FloatVector one = FloatVector.broadcast(FLOATS, 1f);
        FloatVector fx = FloatVector.fromArray(FLOATS, plan.fx, i);
        FloatVector fy = FloatVector.fromArray(FLOATS, plan.fy, i);
        FloatVector nw = one.sub(fx).mul(one.sub(fy));
        FloatVector ne = fx.mul(one.sub(fy));
        FloatVector sw = one.sub(fx).mul(fy);
        FloatVector se = fx.mul(fy);
        boolean whole = i + COUNT <= plan.count;

        int row0 = xFrom + top * width + window;
        int row1 = xFrom + Math.min(top + 1, height - 1) * width + window;
        int to = outFrom + i;
        for (int c = 0; c < channels; c++) {
            IntVector upper = load(x, row0 + c * xStride);
            IntVector lower = load(x, row1 + c * xStride);
            FloatVector sum = nw.mul(pick(west, upper));
            sum = ne.fma(pick(east, upper, inX), sum);
            sum = sw.fma(pick(west, lower, inY), sum);
            sum = se.fma(pick(east, lower, inBoth), sum);
            if (whole) {
                sum.intoArray(out, to + c * outStride);
            } else {
                // A row narrower than a vector; a masked store here made the compiler box.
                sum.intoArray(plan.narrow, 0);
                System.arraycopy(plan.narrow, 0, out, to + c * outStride, plan.count);
            }
        }
    }

    /** The outputs of the block lie between three consecutive input rows. */
    private static void twoRows(
            float[] x, int xFrom, int xStride, int channels, int height, int width, RowPlan plan, int i,
            int window, int top, float[] out, int outFrom, int outStride) {
        IntVector x0 = IntVector.fromArray(INTS, plan.x0, i);
        IntVector y0 = IntVector.fromArray(INTS, plan.y0, i);
        IntVector west = x0.sub(window);
        IntVector east = west.add(1);
        IntVector inX = ones(x0.compare(VectorOperators.LT, width - 1));
        IntVector inY = ones(y0.compare(VectorOperators.LT, height - 1));
        IntVector inBoth = inX.and(inY);
        VectorMask<Integer> second = y0.compare(VectorOperators.GT, top);
        FloatVector one = FloatVector.broadcast(FLOATS, 1f);
        FloatVector fx = FloatVector.fromArray(FLOATS, plan.fx, i);
        FloatVector fy = FloatVector.fromArray(FLOATS, plan.fy, i);
        FloatVector nw = one.sub(fx).mul(one.sub(fy));
        FloatVector ne = fx.mul(one.sub(fy));
        FloatVector sw = one.sub(fx).mul(fy);
        FloatVector se = fx.mul(fy);
        boolean whole = i + COUNT <= plan.count;

        int row0 = xFrom + top * width + window;
        int row1 = row0 + width;
        int row2 = xFrom + Math.min(top + 2, height - 1) * width + window;
        int to = outFrom + i;
        for (int c = 0; c < channels; c++) {
            IntVector upper = load(x, row0 + c * xStride);
            IntVector middle = load(x, row1 + c * xStride);
            IntVector lower = load(x, row2 + c * xStride);
            IntVector middleWest = west.selectFrom(middle);
            IntVector middleEast = east.selectFrom(middle);
            FloatVector sum = nw.mul(west.selectFrom(upper).blend(middleWest, second).reinterpretAsFloats());
            sum = ne.fma(east.selectFrom(upper).blend(middleEast, second).and(inX).reinterpretAsFloats(), sum);
            sum = sw.fma(middleWest.blend(west.selectFrom(lower), second).and(inY).reinterpretAsFloats(), sum);
            sum = se.fma(middleEast.blend(east.selectFrom(lower), second).and(inBoth).reinterpretAsFloats(), sum);
            if (whole) {
                sum.intoArray(out, to + c * outStride);
            } else {
                // A row narrower than a vector; a masked store here made the compiler box.
                sum.intoArray(plan.narrow, 0);
                System.arraycopy(plan.narrow, 0, out, to + c * outStride, plan.count);
            }
        }
    }

    /** The outputs of the block lie anywhere. */
    private static void anywhere(
            float[] x, int xFrom, int xStride, int channels, int height, int width, RowPlan plan, int i,
            float[] out, int outFrom, int outStride) {
        int end = Math.min(i + COUNT, plan.count);
        for (int c = 0; c < channels; c++) {
            for (int k = i; k < end; k++) {
                out[outFrom + c * outStride + k] = Bilinear.sample(
                        x, xFrom + c * xStride, height, width, plan.y0[k], plan.x0[k], plan.fy[k], plan.fx[k]);
            }
        }
    }

    /** As bits: a permutation of ints is one instruction, and clearing a lane is an and. */
    private static IntVector load(float[] x, int from) {
        return FloatVector.fromArray(FLOATS, x, from).reinterpretAsInts();
    }

    private static FloatVector pick(IntVector lanes, IntVector row) {
        return lanes.selectFrom(row).reinterpretAsFloats();
    }

    private static FloatVector pick(IntVector lanes, IntVector row, IntVector inside) {
        return lanes.selectFrom(row).and(inside).reinterpretAsFloats();
    }

    private static IntVector ones(VectorMask<Integer> mask) {
        return IntVector.zero(INTS).blend(-1, mask);
    }
}
