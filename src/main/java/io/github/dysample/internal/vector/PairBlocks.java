package io.github.dysample.internal.vector;

import static io.github.dysample.internal.vector.Lanes.COUNT;
import static io.github.dysample.internal.vector.Lanes.FLOATS;
import static io.github.dysample.internal.vector.Lanes.INTS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Samples two blocks at a time, one beside the other, as {@link InnerBlocks} does: the two share their three loads,
 * which take about as long as the rest.
 */
final class PairBlocks {
    private PairBlocks() {}

    /** See {@link Sampler#run}; blocks {@code first} to {@code end}, exclusive. */
    static void run(
            SamplePlan plan, int first, int end, float[] x, int xFrom, int xStride, int channels,
            float[] out, int outFrom, int outStride, boolean adds) {
        int width = plan.width;
        for (int block = first; block < end; block += 2) {
            int top = plan.top[block];
            int left = plan.left[block];
            FloatVector one = FloatVector.broadcast(FLOATS, 1f);

            int i = plan.start[block];
            IntVector row = IntVector.fromArray(INTS, plan.y0, i).sub(top);
            IntVector column = IntVector.fromArray(INTS, plan.x0, i).sub(left);
            // Of two rows taken as one vector of twice the length, the second begins at lane COUNT.
            IntVector west = column.add(row.lanewise(VectorOperators.LSHL, Integer.numberOfTrailingZeros(COUNT)));
            IntVector east = west.add(1);
            FloatVector fx = FloatVector.fromArray(FLOATS, plan.fx, i);
            FloatVector fy = FloatVector.fromArray(FLOATS, plan.fy, i);
            FloatVector nw = one.sub(fx).mul(one.sub(fy));
            FloatVector ne = fx.mul(one.sub(fy));
            FloatVector sw = one.sub(fx).mul(fy);
            FloatVector se = fx.mul(fy);

            int j = plan.start[block + 1];
            row = IntVector.fromArray(INTS, plan.y0, j).sub(top);
            column = IntVector.fromArray(INTS, plan.x0, j).sub(left);
            IntVector west2 = column.add(row.lanewise(VectorOperators.LSHL, Integer.numberOfTrailingZeros(COUNT)));
            IntVector east2 = west2.add(1);
            fx = FloatVector.fromArray(FLOATS, plan.fx, j);
            fy = FloatVector.fromArray(FLOATS, plan.fy, j);
            FloatVector nw2 = one.sub(fx).mul(one.sub(fy));
            FloatVector ne2 = fx.mul(one.sub(fy));
            FloatVector sw2 = one.sub(fx).mul(fy);
            FloatVector se2 = fx.mul(fy);

            int row0 = xFrom + top * width + left;
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
                    FloatVector sum2 = nw2.mul(west2.selectFrom(upper, middle).reinterpretAsFloats());
                    sum2 = ne2.fma(east2.selectFrom(upper, middle).reinterpretAsFloats(), sum2);
                    sum2 = sw2.fma(west2.selectFrom(middle, lower).reinterpretAsFloats(), sum2);
                    sum2 = se2.fma(east2.selectFrom(middle, lower).reinterpretAsFloats(), sum2);
                    sum2.intoArray(out, outFrom + c * outStride + j);
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
                    FloatVector sum2 = nw2.mul(west2.selectFrom(upper, middle).reinterpretAsFloats());
                    sum2 = ne2.fma(east2.selectFrom(upper, middle).reinterpretAsFloats(), sum2);
                    sum2 = sw2.fma(west2.selectFrom(middle, lower).reinterpretAsFloats(), sum2);
                    sum2 = se2.fma(east2.selectFrom(middle, lower).reinterpretAsFloats(), sum2);
                    int to2 = outFrom + c * outStride + j;
                    FloatVector.fromArray(FLOATS, out, to2).add(sum2).intoArray(out, to2);
                }
            }
        }
    }
}
