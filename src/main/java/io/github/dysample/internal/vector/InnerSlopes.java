package io.github.dysample.internal.vector;

import static io.github.dysample.internal.vector.Lanes.COUNT;
import static io.github.dysample.internal.vector.Lanes.FLOATS;
import static io.github.dysample.internal.vector.Lanes.INTS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/** The gradients of the offsets of blocks that {@link InnerBlocks} samples. */
final class InnerSlopes {
    private InnerSlopes() {}

    /** See {@link Slopes#add}; blocks {@code first} to {@code end}, exclusive. */
    static void run(
            SamplePlan plan, int first, int end, float[] x, int xFrom, int xStride, int channels,
            float[] grad, int gradStride, float[] slopeX, float[] slopeY) {
        int width = plan.width;
        for (int block = first; block < end; block++) {
            int i = plan.start[block];
            int top = plan.top[block];
            IntVector column = IntVector.fromArray(INTS, plan.x0, i).sub(plan.left[block]);
            IntVector row = IntVector.fromArray(INTS, plan.y0, i).sub(top);
            // Of two rows taken as one vector of twice the length, the second begins at lane COUNT.
            IntVector west = column.add(row.mul(COUNT));
            IntVector east = west.add(1);
            FloatVector fx = FloatVector.fromArray(FLOATS, plan.fx, i);
            FloatVector fy = FloatVector.fromArray(FLOATS, plan.fy, i);
            FloatVector sumX = FloatVector.fromArray(FLOATS, slopeX, block * COUNT);
            FloatVector sumY = FloatVector.fromArray(FLOATS, slopeY, block * COUNT);
            int row0 = xFrom + top * width + plan.left[block];
            int row1 = row0 + width;
            int row2 = row0 + 2 * width;
            for (int c = 0; c < channels; c++) {
                IntVector upper = FloatVector.fromArray(FLOATS, x, row0 + c * xStride).reinterpretAsInts();
                IntVector middle = FloatVector.fromArray(FLOATS, x, row1 + c * xStride).reinterpretAsInts();
                IntVector lower = FloatVector.fromArray(FLOATS, x, row2 + c * xStride).reinterpretAsInts();
                FloatVector nw = west.selectFrom(upper, middle).reinterpretAsFloats();
                FloatVector sw = west.selectFrom(middle, lower).reinterpretAsFloats();
                FloatVector north = east.selectFrom(upper, middle).reinterpretAsFloats().sub(nw);
                FloatVector twist = east.selectFrom(middle, lower).reinterpretAsFloats().sub(sw).sub(north);
                FloatVector g = FloatVector.fromArray(FLOATS, grad, c * gradStride + i);
                sumX = g.fma(fy.fma(twist, north), sumX);
                sumY = g.fma(fx.fma(twist, sw.sub(nw)), sumY);
            }
            sumX.intoArray(slopeX, block * COUNT);
            sumY.intoArray(slopeY, block * COUNT);
        }
    }
}
