package io.github.dysample.internal.vector;

import static io.github.dysample.internal.vector.Lanes.COUNT;
import static io.github.dysample.internal.vector.Lanes.FLOATS;
import static io.github.dysample.internal.vector.Lanes.INTS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/** The gradients of the offsets of blocks that {@link FlatBlocks} samples. */
final class FlatSlopes {
    private FlatSlopes() {}

    /** See {@link Slopes#add}; blocks {@code first} to {@code end}, exclusive. */
    static void run(
            SamplePlan plan, int first, int end, float[] x, int xFrom, int xStride, int channels,
            float[] grad, int gradStride, float[] slopeX, float[] slopeY) {
        int width = plan.width;
        for (int block = first; block < end; block++) {
            int i = plan.start[block];
            int begin = plan.top[block] * width + plan.left[block];
            IntVector x0 = IntVector.fromArray(INTS, plan.x0, i);
            IntVector y0 = IntVector.fromArray(INTS, plan.y0, i);
            IntVector northWest = y0.mul(width).add(x0).sub(begin);
            IntVector northEast = northWest.add(1);
            IntVector southWest = northWest.add(width);
            IntVector southEast = southWest.add(1);
            IntVector inX = IntVector.zero(INTS).blend(-1, x0.compare(VectorOperators.LT, width - 1));
            IntVector inY = IntVector.zero(INTS).blend(-1, y0.compare(VectorOperators.LT, plan.height - 1));
            IntVector inBoth = inX.and(inY);
            FloatVector fx = FloatVector.fromArray(FLOATS, plan.fx, i);
            FloatVector fy = FloatVector.fromArray(FLOATS, plan.fy, i);
            FloatVector sumX = FloatVector.fromArray(FLOATS, slopeX, block * COUNT);
            FloatVector sumY = FloatVector.fromArray(FLOATS, slopeY, block * COUNT);
            for (int c = 0; c < channels; c++) {
                int from = xFrom + c * xStride + begin;
                IntVector low = FloatVector.fromArray(FLOATS, x, from).reinterpretAsInts();
                IntVector high = FloatVector.fromArray(FLOATS, x, from + COUNT).reinterpretAsInts();
                FloatVector nw = northWest.selectFrom(low, high).reinterpretAsFloats();
                FloatVector ne = northEast.selectFrom(low, high).and(inX).reinterpretAsFloats();
                FloatVector sw = southWest.selectFrom(low, high).and(inY).reinterpretAsFloats();
                FloatVector se = southEast.selectFrom(low, high).and(inBoth).reinterpretAsFloats();
                FloatVector north = ne.sub(nw);
                FloatVector twist = se.sub(sw).sub(north);
                FloatVector g = FloatVector.fromArray(FLOATS, grad, c * gradStride + i);
                sumX = g.fma(fy.fma(twist, north), sumX);
                sumY = g.fma(fx.fma(twist, sw.sub(nw)), sumY);
            }
            sumX.intoArray(slopeX, block * COUNT);
            sumY.intoArray(slopeY, block * COUNT);
        }
    }
}
