package io.github.dysample.internal.vector;

import static io.github.dysample.internal.vector.Lanes.COUNT;
import static io.github.dysample.internal.vector.Lanes.FLOATS;
import static io.github.dysample.internal.vector.Lanes.INTS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Samples blocks of a map with so few columns that all pixels a block needs, several rows of them, lie in two
 * consecutive vectors. Works as {@link EdgeBlocks} does, on rows that follow each other in memory.
 */
final class FlatBlocks {
    private FlatBlocks() {}

    /** See {@link Sampler#run}; blocks {@code first} to {@code end}, exclusive. */
    static void run(
            SamplePlan plan, int first, int end, float[] x, int xFrom, int xStride, int channels,
            float[] out, int outFrom, int outStride, boolean adds) {
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
            FloatVector one = FloatVector.broadcast(FLOATS, 1f);
            FloatVector fx = FloatVector.fromArray(FLOATS, plan.fx, i);
            FloatVector fy = FloatVector.fromArray(FLOATS, plan.fy, i);
            FloatVector nw = one.sub(fx).mul(one.sub(fy));
            FloatVector ne = fx.mul(one.sub(fy));
            FloatVector sw = one.sub(fx).mul(fy);
            FloatVector se = fx.mul(fy);
            if (!adds) {
                for (int c = 0; c < channels; c++) {
                    int from = xFrom + c * xStride + begin;
                    IntVector low = FloatVector.fromArray(FLOATS, x, from).reinterpretAsInts();
                    IntVector high = FloatVector.fromArray(FLOATS, x, from + COUNT).reinterpretAsInts();
                    FloatVector sum = nw.mul(northWest.selectFrom(low, high).reinterpretAsFloats());
                    sum = ne.fma(northEast.selectFrom(low, high).and(inX).reinterpretAsFloats(), sum);
                    sum = sw.fma(southWest.selectFrom(low, high).and(inY).reinterpretAsFloats(), sum);
                    sum = se.fma(southEast.selectFrom(low, high).and(inBoth).reinterpretAsFloats(), sum);
                    sum.intoArray(out, outFrom + c * outStride + i);
                }
            } else {
                for (int c = 0; c < channels; c++) {
                    int from = xFrom + c * xStride + begin;
                    IntVector low = FloatVector.fromArray(FLOATS, x, from).reinterpretAsInts();
                    IntVector high = FloatVector.fromArray(FLOATS, x, from + COUNT).reinterpretAsInts();
                    FloatVector sum = nw.mul(northWest.selectFrom(low, high).reinterpretAsFloats());
                    sum = ne.fma(northEast.selectFrom(low, high).and(inX).reinterpretAsFloats(), sum);
                    sum = sw.fma(southWest.selectFrom(low, high).and(inY).reinterpretAsFloats(), sum);
                    sum = se.fma(southEast.selectFrom(low, high).and(inBoth).reinterpretAsFloats(), sum);
                    int to = outFrom + c * outStride + i;
                    FloatVector.fromArray(FLOATS, out, to).add(sum).intoArray(out, to);
                }
            }
        }
    }
}
