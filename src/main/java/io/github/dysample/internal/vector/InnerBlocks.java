package io.github.dysample.internal.vector;

import static io.github.dysample.internal.vector.Lanes.COUNT;
import static io.github.dysample.internal.vector.Lanes.FLOATS;
import static io.github.dysample.internal.vector.Lanes.INTS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/**
 * Samples blocks whose pixels lie in one vector of three rows, all of them in the map: three loads, and four
 * permutations that pick each neighbour of all outputs out of two rows. Gathers would take ten times as long.
 *
 * <p>Pixels are moved as ints, whose permutation is one instruction.
 */
final class InnerBlocks {
    private InnerBlocks() {}

    /** See {@link Sampler#run}; blocks {@code first} to {@code end}, exclusive. */
    static void run(
            SamplePlan plan, int first, int end, float[] x, int xFrom, int xStride, int channels,
            float[] out, int outFrom, int outStride, boolean adds) {
        int width = plan.width;
        for (int block = first; block < end; block++) {
            int i = plan.start[block];
            int top = plan.top[block];
            IntVector column = IntVector.fromArray(INTS, plan.x0, i).sub(plan.left[block]);
            IntVector row = IntVector.fromArray(INTS, plan.y0, i).sub(top);
            // Of two rows taken as one vector of twice the length, the second begins at lane COUNT.
            IntVector west = column.add(row.mul(COUNT));
            IntVector east = west.add(1);
            FloatVector one = FloatVector.broadcast(FLOATS, 1f);
            FloatVector fx = FloatVector.fromArray(FLOATS, plan.fx, i);
            FloatVector fy = FloatVector.fromArray(FLOATS, plan.fy, i);
            FloatVector nw = one.sub(fx).mul(one.sub(fy));
            FloatVector ne = fx.mul(one.sub(fy));
            FloatVector sw = one.sub(fx).mul(fy);
            FloatVector se = fx.mul(fy);
            int row0 = xFrom + top * width + plan.left[block];
            int row1 = row0 + width;
            int row2 = row0 + 2 * width;
            if (!adds) {
                for (int c = 0; c < channels; c++) {
                    IntVector upper = FloatVector.fromArray(FLOATS, x, row0 + c * xStride).reinterpretAsInts();
                    IntVector middle = FloatVector.fromArray(FLOATS, x, row1 + c * xStride).reinterpretAsInts();
                    IntVector lower = FloatVector.fromArray(FLOATS, x, row2 + c * xStride).reinterpretAsInts();
                    FloatVector sum = nw.mul(west.selectFrom(upper, middle).reinterpretAsFloats());
                    sum = ne.fma(east.selectFrom(upper, middle).reinterpretAsFloats(), sum);
                    sum = sw.fma(west.selectFrom(middle, lower).reinterpretAsFloats(), sum);
                    sum = se.fma(east.selectFrom(middle, lower).reinterpretAsFloats(), sum);
                    sum.intoArray(out, outFrom + c * outStride + i);
                }
            } else {
                for (int c = 0; c < channels; c++) {
                    IntVector upper = FloatVector.fromArray(FLOATS, x, row0 + c * xStride).reinterpretAsInts();
                    IntVector middle = FloatVector.fromArray(FLOATS, x, row1 + c * xStride).reinterpretAsInts();
                    IntVector lower = FloatVector.fromArray(FLOATS, x, row2 + c * xStride).reinterpretAsInts();
                    FloatVector sum = nw.mul(west.selectFrom(upper, middle).reinterpretAsFloats());
                    sum = ne.fma(east.selectFrom(upper, middle).reinterpretAsFloats(), sum);
                    sum = sw.fma(west.selectFrom(middle, lower).reinterpretAsFloats(), sum);
                    sum = se.fma(east.selectFrom(middle, lower).reinterpretAsFloats(), sum);
                    int to = outFrom + c * outStride + i;
                    FloatVector.fromArray(FLOATS, out, to).add(sum).intoArray(out, to);
                }
            }
        }
    }
}
