package io.github.dysample.internal.vector;

import static io.github.dysample.internal.vector.Lanes.COUNT;
import static io.github.dysample.internal.vector.Lanes.FLOATS;
import static io.github.dysample.internal.vector.Lanes.INTS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Samples blocks as {@link InnerBlocks} does, where some neighbours are outside the map. These are cleared by an and: a
 * weight of 0 would not do, for 0 times infinity is NaN.
 */
final class EdgeBlocks {
    private EdgeBlocks() {}

    /** See {@link Sampler#run}; blocks {@code first} to {@code end}, exclusive. */
    static void run(
            SamplePlan plan, int first, int end, float[] x, int xFrom, int xStride, int channels,
            float[] out, int outFrom, int outStride, boolean adds) {
        int width = plan.width;
        int height = plan.height;
        for (int block = first; block < end; block++) {
            int i = plan.start[block];
            int top = plan.top[block];
            IntVector x0 = IntVector.fromArray(INTS, plan.x0, i);
            IntVector y0 = IntVector.fromArray(INTS, plan.y0, i);
            // Of two rows taken as one vector of twice the length, the second begins at lane COUNT.
            IntVector west = x0.sub(plan.left[block]).add(y0.sub(top).mul(COUNT));
            IntVector east = west.add(1);
            IntVector inX = IntVector.zero(INTS).blend(-1, x0.compare(VectorOperators.LT, width - 1));
            IntVector inY = IntVector.zero(INTS).blend(-1, y0.compare(VectorOperators.LT, height - 1));
            IntVector inBoth = inX.and(inY);
            FloatVector one = FloatVector.broadcast(FLOATS, 1f);
            FloatVector fx = FloatVector.fromArray(FLOATS, plan.fx, i);
            FloatVector fy = FloatVector.fromArray(FLOATS, plan.fy, i);
            FloatVector nw = one.sub(fx).mul(one.sub(fy));
            FloatVector ne = fx.mul(one.sub(fy));
            FloatVector sw = one.sub(fx).mul(fy);
            FloatVector se = fx.mul(fy);
            int row0 = xFrom + top * width + plan.left[block];
            int row1 = row0 + (Math.min(top + 1, height - 1) - top) * width;
            int row2 = row0 + (Math.min(top + 2, height - 1) - top) * width;
            if (!adds) {
                for (int c = 0; c < channels; c++) {
                    IntVector upper = FloatVector.fromArray(FLOATS, x, row0 + c * xStride).reinterpretAsInts();
                    IntVector middle = FloatVector.fromArray(FLOATS, x, row1 + c * xStride).reinterpretAsInts();
                    IntVector lower = FloatVector.fromArray(FLOATS, x, row2 + c * xStride).reinterpretAsInts();
                    FloatVector sum = nw.mul(west.selectFrom(upper, middle).reinterpretAsFloats());
                    sum = ne.fma(east.selectFrom(upper, middle).and(inX).reinterpretAsFloats(), sum);
                    sum = sw.fma(west.selectFrom(middle, lower).and(inY).reinterpretAsFloats(), sum);
                    sum = se.fma(east.selectFrom(middle, lower).and(inBoth).reinterpretAsFloats(), sum);
                    sum.intoArray(out, outFrom + c * outStride + i);
                }
            } else {
                for (int c = 0; c < channels; c++) {
                    IntVector upper = FloatVector.fromArray(FLOATS, x, row0 + c * xStride).reinterpretAsInts();
                    IntVector middle = FloatVector.fromArray(FLOATS, x, row1 + c * xStride).reinterpretAsInts();
                    IntVector lower = FloatVector.fromArray(FLOATS, x, row2 + c * xStride).reinterpretAsInts();
                    FloatVector sum = nw.mul(west.selectFrom(upper, middle).reinterpretAsFloats());
                    sum = ne.fma(east.selectFrom(upper, middle).and(inX).reinterpretAsFloats(), sum);
                    sum = sw.fma(west.selectFrom(middle, lower).and(inY).reinterpretAsFloats(), sum);
                    sum = se.fma(east.selectFrom(middle, lower).and(inBoth).reinterpretAsFloats(), sum);
                    int to = outFrom + c * outStride + i;
                    FloatVector.fromArray(FLOATS, out, to).add(sum).intoArray(out, to);
                }
            }
        }
    }
}
