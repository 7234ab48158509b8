package io.github.dysample.internal.vector;

import static io.github.dysample.internal.vector.Lanes.COUNT;
import static io.github.dysample.internal.vector.Lanes.FLOATS;
import static io.github.dysample.internal.vector.Lanes.INTS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** The gradients of the offsets of blocks that {@link WideBlocks} samples. */
final class WideSlopes {
    private WideSlopes() {}

    /** See {@link Slopes#add}; blocks {@code first} to {@code end}, exclusive. */
    static void run(
            SamplePlan plan, int first, int end, float[] x, int xFrom, int xStride, int channels,
            float[] grad, int gradStride, float[] slopeX, float[] slopeY) {
        int width = plan.width;
        int height = plan.height;
        for (int block = first; block < end; block++) {
            int i = plan.start[block];
            int top = plan.top[block];
            int rows = Math.min(plan.rows[block] + 1, height - top);
            IntVector x0 = IntVector.fromArray(INTS, plan.x0, i);
            IntVector row = IntVector.fromArray(INTS, plan.y0, i).sub(top);
            IntVector west = x0.sub(plan.left[block]);
            IntVector east = west.add(1);
            VectorMask<Integer> inX = x0.compare(VectorOperators.LT, width - 1);
            FloatVector fx = FloatVector.fromArray(FLOATS, plan.fx, i);
            FloatVector fy = FloatVector.fromArray(FLOATS, plan.fy, i);
            FloatVector sumX = FloatVector.fromArray(FLOATS, slopeX, block * COUNT);
            FloatVector sumY = FloatVector.fromArray(FLOATS, slopeY, block * COUNT);
            int begin = xFrom + top * width + plan.left[block];
            for (int c = 0; c < channels; c++) {
                // A neighbour below the map is in none of the rows, and stays 0 as it must.
                IntVector northWest = IntVector.zero(INTS);
                IntVector northEast = northWest;
                IntVector southWest = northWest;
                IntVector southEast = northWest;
                int from = begin + c * xStride;
                for (int r = 0; r < rows; r++) {
                    IntVector low = FloatVector.fromArray(FLOATS, x, from).reinterpretAsInts();
                    IntVector high = FloatVector.fromArray(FLOATS, x, from + COUNT).reinterpretAsInts();
                    IntVector western = west.selectFrom(low, high);
                    IntVector eastern = IntVector.zero(INTS).blend(east.selectFrom(low, high), inX);
                    VectorMask<Integer> upper = row.compare(VectorOperators.EQ, r);
                    VectorMask<Integer> lower = row.compare(VectorOperators.EQ, r - 1);
                    northWest = northWest.blend(western, upper);
                    northEast = northEast.blend(eastern, upper);
                    southWest = southWest.blend(western, lower);
                    southEast = southEast.blend(eastern, lower);
                    from += width;
                }
                FloatVector nw = northWest.reinterpretAsFloats();
                FloatVector sw = southWest.reinterpretAsFloats();
                FloatVector north = northEast.reinterpretAsFloats().sub(nw);
                FloatVector twist = southEast.reinterpretAsFloats().sub(sw).sub(north);
                FloatVector g = FloatVector.fromArray(FLOATS, grad, c * gradStride + i);
                sumX = g.fma(fy.fma(twist, north), sumX);
                sumY = g.fma(fx.fma(twist, sw.sub(nw)), sumY);
            }
            sumX.intoArray(slopeX, block * COUNT);
            sumY.intoArray(slopeY, block * COUNT);
        }
    }
}
