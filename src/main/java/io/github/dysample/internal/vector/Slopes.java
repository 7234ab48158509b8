package io.github.dysample.internal.vector;

import static io.github.dysample.internal.vector.Lanes.COUNT;
import static io.github.dysample.internal.vector.Lanes.FLOATS;
import static io.github.dysample.internal.vector.Lanes.INTS;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * The gradients of the offsets of a plan: of each output, how the samples of all channels change as its point moves.
 * Lanes are outputs, as in {@link Sampler}, and a block's sums stay in registers for some channels.
 */
final class Slopes {
    private float[] x = {}; // [blocks][COUNT], of the horizontal components
    private float[] y = {}; // likewise, of the vertical ones
    private float[] row = {}; // one value for each output
    private Interleaver interleaver = new Interleaver(1);

    /** Begins the sums of a plan. */
    void begin(SamplePlan plan) {
        int size = plan.blocks * COUNT;
        if (x.length < size) {
            x = new float[size];
            y = new float[size];
        }
        Arrays.fill(x, 0, size, 0f);
        Arrays.fill(y, 0, size, 0f);
    }

    /**
     * Adds some channels of a group, which follow those before.
     *
     * @param map holds the i-th of them at {@code from + i * stride}
     * @param grad holds the gradients of the plan's outputs of the i-th of them from {@code i * gradStride} on
     */
    void add(SamplePlan plan, float[] map, int from, int stride, int channels, float[] grad, int gradStride) {
        int end;
        for (int block = 0; block < plan.blocks; block = end) {
            end = plan.endOfRun(block, plan.blocks);
            switch (plan.reach[block]) {
                case PAIR -> PairSlopes.run(
                        plan, block, end, map, from, stride, channels, grad, gradStride, x, y);
                case INNER -> InnerSlopes.run(
                        plan, block, end, map, from, stride, channels, grad, gradStride, x, y);
                case EDGE -> EdgeSlopes.run(
                        plan, block, end, map, from, stride, channels, grad, gradStride, x, y);
                case FLAT -> FlatSlopes.run(
                        plan, block, end, map, from, stride, channels, grad, gradStride, x, y);
                case WIDE -> WideSlopes.run(
                        plan, block, end, map, from, stride, channels, grad, gradStride, x, y);
                case ANYWHERE -> AnySlopes.run(
                        plan, block, end, map, from, stride, channels, grad, gradStride, x, y);
            }
        }
    }

    /**
     * Stores the horizontal or the vertical components, 0 where a point does not move with its offset.
     *
     * @param plan of whole input rows
     * @param out takes those of sub-position k of the plan's first pixel at {@code to + k * stride}
     */
    void store(SamplePlan plan, boolean horizontal, int scale, float[] out, int to, int stride) {
        if (horizontal) {
            select(plan, x, plan.x0, plan.fx, plan.width);
        } else {
            select(plan, y, plan.y0, plan.fy, plan.height);
        }
        if (interleaver.factor != scale) {
            interleaver = new Interleaver(scale);
        }
        int columns = plan.columns / scale;
        for (int r = 0; r < plan.count / plan.columns; r++) {
            interleaver.separate(row, r * plan.columns, columns,
                    out, to + r % scale * scale * stride + r / scale * columns, stride);
        }
    }

    /** Selected, not multiplied: at the border a sum may be NaN or infinite, and 0 times it NaN. */
    private void select(SamplePlan plan, float[] sums, int[] base, float[] fraction, int size) {
        if (row.length < plan.x0.length) {
            row = new float[plan.x0.length];
        }
        for (int block = 0; block < plan.blocks; block++) {
            int i = plan.start[block];
            IntVector first = IntVector.fromArray(INTS, base, i);
            FloatVector beyond = FloatVector.fromArray(FLOATS, fraction, i);
            VectorMask<Float> moves = beyond.compare(VectorOperators.GT, 0f)
                    .or(first.compare(VectorOperators.GT, 0).cast(FLOATS))
                    .and(first.compare(VectorOperators.LT, size - 1).cast(FLOATS));
            FloatVector.zero(FLOATS).blend(FloatVector.fromArray(FLOATS, sums, block * COUNT), moves)
                    .intoArray(row, i);
        }
    }
}
