package io.github.dysample.internal.scalar;

/**
 * The sum over a plane of products, or of single values; the only place that says in which order. Float32 sums of 512
 * positions are added in float64, so neither the size of a map nor the number of items lets a sum lose bits.
 */
final class BlockSums {
    /** How many positions a block has, counted from the start of the plane; the last one may have fewer. */
    private static final int BLOCK = 512;
    /** How many partial sums a block has; a fixed number, whatever vectors a CPU has. */
    private static final int LANES = 16;

    private BlockSums() {}

    /**
     * Adds block after block to a total.
     *
     * @param x the other factors, or null for 1
     * @return the new total
     */
    static double add(double total, float[] grad, int gradPlane, float[] x, int xPlane, int positions) {
        double sum = total;
        for (int block = 0; block < positions; block += BLOCK) {
            int count = Math.min(BLOCK, positions - block);
            sum += tree(grad, gradPlane + block, x, xPlane + block, count, 0, 1);
        }
        return sum;
    }

    /** Lane i of 16 is added to lane i + 8, those sums to those 4 further on, then 2, then 1. */
    private static float tree(float[] grad, int gradFrom, float[] x, int xFrom, int count, int lane, int step) {
        if (step == LANES) {
            return lane(grad, gradFrom, x, xFrom, count, lane);
        }
        return tree(grad, gradFrom, x, xFrom, count, lane, 2 * step)
                + tree(grad, gradFrom, x, xFrom, count, lane + step, 2 * step);
    }

    /** Every 16th position of a block. */
    private static float lane(float[] grad, int gradFrom, float[] x, int xFrom, int count, int lane) {
        float sum = 0f;
        for (int p = lane; p < count; p += LANES) {
            sum = Math.fma(grad[gradFrom + p], x == null ? 1f : x[xFrom + p], sum);
        }
        return sum;
    }
}
