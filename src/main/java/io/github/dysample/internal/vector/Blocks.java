package io.github.dysample.internal.vector;

import static io.github.dysample.internal.vector.Lanes.COUNT;
import static io.github.dysample.internal.vector.Lanes.INTS;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Cuts the outputs of a plan into blocks of one vector and classifies each. Loops that load whole vectors must stay
 * within the map: a block for which that fails takes a loop that need not.
 */
final class Blocks {
    /** Rows from which on the loop over rows is slower than one output at a time. */
    private static final int MOST_ROWS = 8;

    /** Two blocks at a time take twelve registers and some. */
    private static final boolean PAIRS = PackedWeights.MANY_REGISTERS;

    /** How far left of a block's first pixel another of its pixels may be expected. */
    private static final int MARGIN = COUNT / 4 - 1;

    private Blocks() {}

    /**
     * Cuts the outputs of a plan into blocks, each within a row where rows are long enough.
     *
     * @param narrow whether two blocks side by side may be expected to lie in one window
     */
    static void cut(SamplePlan plan, boolean narrow) {
        plan.blocks = 0;
        if (plan.columns >= COUNT) {
            int step = narrow && PAIRS ? 2 * COUNT : COUNT;
            for (int row = 0; row < plan.count; row += plan.columns) {
                int i = 0;
                for (; step > COUNT && i + COUNT < plan.columns; i += step) {
                    addPair(plan, row + i, row + Math.min(i + COUNT, plan.columns - COUNT));
                }
                for (; i < plan.columns; i += COUNT) {
                    add(plan, row + Math.min(i, plan.columns - COUNT));
                }
            }
        } else if (plan.count >= COUNT) {
            for (int i = 0; i < plan.count; i += COUNT) {
                add(plan, Math.min(i, plan.count - COUNT));
            }
        } else if (plan.count > 0) {
            plan.start[0] = 0;
            plan.reach[0] = Reach.ANYWHERE;
            plan.blocks = 1;
        }
    }

    /** Appends the block that begins with an output, classified, with a note of what its loop loads. */
    private static void add(SamplePlan plan, int output) {
        int block = plan.blocks++;
        plan.start[block] = output;
        plan.reach[block] = isInner(plan, block) ? Reach.INNER : measured(plan, block);
    }

    /** Appends two blocks that lie side by side. */
    private static void addPair(SamplePlan plan, int output, int next) {
        int block = plan.blocks;
        plan.start[block] = output;
        plan.start[block + 1] = next;
        if (isPair(plan, block, block + 1)) {
            plan.reach[block] = Reach.PAIR;
            plan.reach[block + 1] = Reach.PAIR;
            plan.blocks += 2;
        } else {
            add(plan, output);
            add(plan, next);
        }
    }

    /** Tries a window about the block's first point, and notes it: in most blocks it holds all others. */
    private static boolean isInner(SamplePlan plan, int block) {
        int start = plan.start[block];
        int left = Math.max(0, Math.min(plan.x0[start] - MARGIN, plan.width - COUNT));
        IntVector x0 = IntVector.fromArray(INTS, plan.x0, start);
        IntVector y0 = IntVector.fromArray(INTS, plan.y0, start);
        int first = plan.y0[start];
        int top = y0.compare(VectorOperators.LT, first).anyTrue() ? first - 1 : first;
        plan.left[block] = left;
        plan.top[block] = top;
        // One row and column less than loaded: each point also reads its eastern and southern neighbours.
        return plan.width >= COUNT
                && top >= 0
                && top + 2 < plan.height
                && x0.sub(left).compare(VectorOperators.ULT, COUNT - 1)
                        .and(y0.sub(top).compare(VectorOperators.ULT, 2))
                        .allTrue();
    }

    /** Tries a window about the first points of two blocks, and notes it with both. */
    private static boolean isPair(SamplePlan plan, int block, int other) {
        int start = plan.start[block];
        int next = plan.start[other];
        int west = Math.min(plan.x0[start], plan.x0[next]);
        int left = Math.max(0, Math.min(west - MARGIN, plan.width - COUNT));
        IntVector x0 = IntVector.fromArray(INTS, plan.x0, start).sub(left);
        IntVector y0 = IntVector.fromArray(INTS, plan.y0, start);
        IntVector nextX0 = IntVector.fromArray(INTS, plan.x0, next).sub(left);
        IntVector nextY0 = IntVector.fromArray(INTS, plan.y0, next);
        int first = plan.y0[start];
        int top = y0.min(nextY0).compare(VectorOperators.LT, first).anyTrue() ? first - 1 : first;
        plan.left[block] = left;
        plan.top[block] = top;
        plan.left[other] = left;
        plan.top[other] = top;
        return plan.width >= COUNT
                && top >= 0
                && top + 2 < plan.height
                && x0.compare(VectorOperators.ULT, COUNT - 1)
                        .and(nextX0.compare(VectorOperators.ULT, COUNT - 1))
                        .and(y0.sub(top).compare(VectorOperators.ULT, 2))
                        .and(nextY0.sub(top).compare(VectorOperators.ULT, 2))
                        .allTrue();
    }

    private static Reach measured(SamplePlan plan, int block) {
        IntVector x0 = IntVector.fromArray(INTS, plan.x0, plan.start[block]);
        IntVector y0 = IntVector.fromArray(INTS, plan.y0, plan.start[block]);
        int west = x0.reduceLanes(VectorOperators.MIN);
        int east = x0.reduceLanes(VectorOperators.MAX);
        int north = y0.reduceLanes(VectorOperators.MIN);
        int south = y0.reduceLanes(VectorOperators.MAX);
        if (west < 0 || north < 0 || east >= plan.width || south >= plan.height) {
            return Reach.ANYWHERE; // points outside, which only a grid has
        }
        plan.top[block] = north;
        plan.rows[block] = south - north + 1;
        if (plan.width < COUNT) {
            int first = Math.min(north * plan.width + west, plan.height * plan.width - 2 * COUNT);
            // Not beyond the map: neighbours there are not read.
            int last = Math.min(south + 1, plan.height - 1) * plan.width + Math.min(east + 1, plan.width - 1);
            if (first >= 0 && last - first < 2 * COUNT) {
                plan.left[block] = first - north * plan.width;
                return Reach.FLAT;
            }
        }
        if (south - north <= 1 && window(plan, block, west, east, north + 1, COUNT)) {
            return Reach.EDGE;
        }
        return south - north < MOST_ROWS && window(plan, block, west, east, south, 2 * COUNT)
                ? Reach.WIDE
                : Reach.ANYWHERE;
    }

    /**
     * Places a window of {@code span} columns, and notes it, so that every row of it lies within the map's memory.
     *
     * @return whether that can be done, with all points in the window
     */
    private static boolean window(SamplePlan plan, int block, int west, int east, int south, int span) {
        int width = plan.width;
        int lastRow = Math.min(south + 1, plan.height - 1);
        int left = Math.min(west, Math.max(width - span, 0));
        if (plan.height * width - span < lastRow * width + left) {
            left = width - span; // a map of fewer columns: begin in the row before
        }
        plan.left[block] = left;
        return plan.top[block] * width + left >= 0 && Math.min(east + 1, width - 1) - left < span;
    }
}
