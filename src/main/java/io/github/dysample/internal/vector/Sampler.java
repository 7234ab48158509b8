package io.github.dysample.internal.vector;

/**
 * Samples the outputs of a plan from several channels, a few of them at a time: the plan of a block is loaded once for
 * all of these, as long as the rows they read and write stay in the first-level cache.
 */
final class Sampler {
    /** Bytes of rows at a time: with more, rows that the next output row reads again would be gone. */
    private static final int CACHED_BYTES = 12 << 10;

    /** Channels at a time. */
    private static final int LEAST = 4;
    private static final int MOST = 16;

    /** Planes a multiple of 4096 bytes apart compete for the same 8 places in a first-level cache. */
    private static final int MOST_ALIASED = 8;
    private static final int ALIASED_FLOATS = 1024;

    private Sampler() {}

    /**
     * @param x holds channel c at {@code xFrom + c * xStride}
     * @param out takes the outputs of channel c from {@code outFrom + c * outStride} on
     */
    static void run(
            SamplePlan plan, float[] x, int xFrom, int xStride, int channels, float[] out, int outFrom, int outStride) {
        int together = together(plan, xStride, channels);
        for (int c = 0; c < channels; c += together) {
            int some = Math.min(together, channels - c);
            int from = xFrom + c * xStride;
            int to = outFrom + c * outStride;
            int end;
            for (int block = 0; block < plan.blocks; block = end) {
                end = plan.endOfRun(block);
                switch (plan.reach[block]) {
                    case FLAT -> FlatBlocks.run(plan, block, end, x, from, xStride, some, out, to, outStride);
                    case PAIR -> PairBlocks.run(plan, block, end, x, from, xStride, some, out, to, outStride);
                    case INNER -> InnerBlocks.run(plan, block, end, x, from, xStride, some, out, to, outStride);
                    case EDGE -> EdgeBlocks.run(plan, block, end, x, from, xStride, some, out, to, outStride);
                    case WIDE -> WideBlocks.run(plan, block, end, x, from, xStride, some, out, to, outStride);
                    case ANYWHERE -> AnyBlocks.run(plan, block, end, x, from, xStride, some, out, to, outStride);
                }
            }
        }
    }

    private static int together(SamplePlan plan, int xStride, int channels) {
        long rowBytes = (3L * plan.width + plan.columns) * Float.BYTES;
        int most = xStride % ALIASED_FLOATS == 0 ? MOST_ALIASED : MOST;
        int some = Math.clamp(CACHED_BYTES / rowBytes, LEAST, most);
        // Evenly: 9 channels are 5 and 4 rather than 8 and 1.
        int times = Math.max(1, Math.ceilDiv(channels, some));
        return Math.max(1, Math.ceilDiv(channels, times));
    }
}
