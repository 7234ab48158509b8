package io.github.dysample.internal.vector;

import static io.github.dysample.internal.vector.Lanes.COUNT;
import static io.github.dysample.internal.vector.Lanes.FLOATS;
import static io.github.dysample.internal.vector.Lanes.INTS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/** The gradients of the offsets of blocks that {@link PairBlocks} samples, two at a time. */
final class PairSlopes {
    private PairSlopes() {}

    /** See {@link Slopes#add}; blocks {@code first} to {@code end}, exclusive. */
    static void run(
            SamplePlan plan, int first, int end, float[] x, int xFrom, int xStride, int channels,
            float[] grad, int gradStride, float[] slopeX, float[] slopeY) {
        int width = plan.width;
        for (int block = first; block < end; block += 2) {
            int top = plan.top[block];
            int left = plan.left[block];
            int at = block * COUNT;
            int at2 = at + COUNT;

            int i = plan.start[block];
            IntVector row = IntVector.fromArray(INTS, plan.y0, i).sub(top);
            IntVector column = IntVector.fromArray(INTS, plan.x0, i).sub(left);
            // Of two rows taken as one vector of twice the length, the second begins at lane COUNT.
            IntVector west = column.add(row.lanewise(VectorOperators.LSHL, Integer.numberOfTrailingZeros(COUNT)));
            IntVector east = west.add(1);
            FloatVector fx = FloatVector.fromArray(FLOATS, plan.fx, i);
            FloatVector fy = FloatVector.fromArray(FLOATS, plan.fy, i);
            FloatVector sumX = FloatVector.fromArray(FLOATS, slopeX, at);
            FloatVector sumY = FloatVector.fromArray(FLOATS, slopeY, at);

            int j = plan.start[block + 1];
            row = IntVector.fromArray(INTS, plan.y0, j).sub(top);
            column = IntVector.fromArray(INTS, plan.x0, j).sub(left);
            IntVector west2 = column.add(row.lanewise(VectorOperators.LSHL, Integer.numberOfTrailingZeros(COUNT)));
            IntVector east2 = west2.add(1);
            FloatVector fx2 = FloatVector.fromArray(FLOATS, plan.fx, j);
            FloatVector fy2 = FloatVector.fromArray(FLOATS, plan.fy, j);
            FloatVector sumX2 = FloatVector.fromArray(FLOATS, slopeX, at2);
            FloatVector sumY2 = FloatVector.fromArray(FLOATS, slopeY, at2);

            int row0 = xFrom + top * width + left;
            int row1 = row0 + width;
            int row2 = row0 + 2 * width;
            for (int c = 0; c < channels; c++) {
                IntVector upper = FloatVector.fromArray(FLOATS, x, row0 + c * xStride).reinterpretAsInts();
                IntVector middle = FloatVector.fromArray(FLOATS, x, row1 + c * xStride).reinterpretAsInts();
                IntVector lower = FloatVector.fromArray(FLOATS, x, row2 + c * xStride).reinterpretAsInts();
                int from = c * gradStride;
                FloatVector g = FloatVector.fromArray(FLOATS, grad, from + i);
                FloatVector nw = west.selectFrom(upper, middle).reinterpretAsFloats();
                FloatVector sw = west.selectFrom(middle, lower).reinterpretAsFloats();
                FloatVector north = east.selectFrom(upper, middle).reinterpretAsFloats().sub(nw);
                FloatVector twist = east.selectFrom(middle, lower).reinterpretAsFloats().sub(sw).sub(north);
                sumX = g.fma(fy.fma(twist, north), sumX);
                sumY = g.fma(fx.fma(twist, sw.sub(nw)), sumY);
                g = FloatVector.fromArray(FLOATS, grad, from + j);
                nw = west2.selectFrom(upper, middle).reinterpretAsFloats();
                sw = west2.selectFrom(middle, lower).reinterpretAsFloats();
                north = east2.selectFrom(upper, middle).reinterpretAsFloats().sub(nw);
                twist = east2.selectFrom(middle, lower).reinterpretAsFloats().sub(sw).sub(north);
                sumX2 = g.fma(fy2.fma(twist, north), sumX2);
                sumY2 = g.fma(fx2.fma(twist, sw.sub(nw)), sumY2);
            }
            sumX.intoArray(slopeX, at);
            sumY.intoArray(slopeY, at);
            sumX2.intoArray(slopeX, at2);
            sumY2.intoArray(slopeY, at2);
        }
    }
}
