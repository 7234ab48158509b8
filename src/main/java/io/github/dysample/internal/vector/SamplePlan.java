package io.github.dysample.internal.vector;

import static io.github.dysample.internal.vector.Lanes.COUNT;

/**
 * Where the outputs of some rows sample, in the order of the outputs: made once, used by all channels of a group.
 *
 * <p>Filled in three steps: {@link #resize}, then the four arrays, then {@code Blocks} cuts it into blocks of a vector.
 * Grows to the largest band it has seen and is reused, so that planning allocates nothing.
 */
final class SamplePlan {
    /** Channels that are sampled at a time, at the most. */
    static final int MOST_CHANNELS = 16;

    /** The map that is sampled. */
    int height;
    int width;

    /** Outputs to a row, and in all. */
    int columns;
    int count;

    /** The pixel before each point, and how far the point lies beyond it. */
    int[] x0 = {};
    int[] y0 = {};
    float[] fx = {};
    float[] fy = {};

    /**
     * The blocks. The last of a row overlaps the one before it rather than run over: outputs in both are written twice,
     * or added once.
     */
    int blocks;
    int[] start = {}; // its first output
    Reach[] reach = {}; // which loop can sample it
    int[] top = {}; // the first row it reads
    int[] left = {}; // the first column its loop loads in that row; negative if it begins in a row before
    int[] rows = {}; // rows from the first to the last pixel before a point

    /** Room for the samples of one block. */
    final float[] samples = new float[MOST_CHANNELS * COUNT];

    /** Makes room for {@code rows} rows of {@code columns} outputs, sampled from a map of {@code height × width}. */
    void resize(int rows, int columns, int height, int width) {
        this.height = height;
        this.width = width;
        this.columns = columns;
        count = rows * columns;
        int padded = Math.ceilDiv(count, COUNT) * COUNT;
        if (x0.length < padded) {
            x0 = new int[padded];
            y0 = new int[padded];
            fx = new float[padded];
            fy = new float[padded];
        }
        int most = rows * Math.ceilDiv(columns, COUNT);
        if (start.length < most) {
            start = new int[most];
            reach = new Reach[most];
            left = new int[most];
            top = new int[most];
            this.rows = new int[most];
        }
    }

    /** {@return the end of the run of blocks from {@code first} on, before {@code last}, that one loop can sample} */
    int endOfRun(int first, int last) {
        int end = first + 1;
        while (end < last && reach[end] == reach[first]) {
            end++;
        }
        return end;
    }

    /** {@return how many outputs of a block the one before has, too} */
    int overlap(int block) {
        return block == 0 ? 0 : Math.max(0, end(block - 1) - start[block]);
    }

    /** {@return the last output of a block, exclusive} */
    int end(int block) {
        return Math.min(start[block] + COUNT, count);
    }
}
