package io.github.dysample.internal.vector;

import static io.github.dysample.internal.vector.Lanes.COUNT;

/**
 * Samples the outputs of a plan from several channels, a few of them at a time: the plan of a block is loaded once for
 * all of these, as long as the rows they read and write stay in the first-level cache.
 */
final class Sampler {
    /** Bytes of rows at a time: with more, rows that the next output row reads again would be gone. */
    private static final int CACHED_BYTES = 12 << 10;

    /** Channels at a time. */
    private static final int LEAST = 4;

    /** Planes a multiple of 4096 bytes apart compete for the same 8 places in a first-level cache. */
    private static final int MOST_ALIASED = 8;
    private static final int ALIASED_FLOATS = 1024;

    private Sampler() {}

    /**
     * @param x holds channel c at {@code xFrom + c * xStride}
     * @param out takes the outputs of channel c from {@code outFrom + c * outStride} on
     * @param adds whether the samples are added to what the output holds, rather than replace it
     */
    static void run(
            SamplePlan plan, float[] x, int xFrom, int xStride, int channels, float[] out, int outFrom, int outStride,
            boolean adds) {
        int together = together(plan, xStride, channels);
        for (int c = 0; c < channels; c += together) {
            int some = Math.min(together, channels - c);
            int from = xFrom + c * xStride;
            int to = outFrom + c * outStride;
            if (adds) {
                add(plan, x, from, xStride, some, out, to, outStride);
            } else {
                blocks(plan, 0, plan.blocks, x, from, xStride, some, out, to, outStride, false);
            }
        }
    }

    /**
     * Adds the samples of all blocks. A block that overlaps the one before is sampled beside the output, and what
     * is new in it is added from there.
     */
    private static void add(
            SamplePlan plan, float[] x, int from, int xStride, int some, float[] out, int to, int outStride) {
        int end;
        for (int block = 0; block < plan.blocks; block = end) {
            int overlap = plan.overlap(block);
            end = block + 1;
            if (overlap == 0) {
                while (end < plan.blocks && plan.overlap(end) == 0) {
                    end++;
                }
                blocks(plan, block, end, x, from, xStride, some, out, to, outStride, true);
            } else {
                int start = plan.start[block];
                blocks(plan, block, end, x, from, xStride, some, plan.samples, -start, COUNT, false);
                Sum.addLast(plan.samples, some, overlap, out, to + start, outStride);
            }
        }
    }

    /** Samples some blocks. */
    private static void blocks(
            SamplePlan plan, int first, int last, float[] x, int from, int xStride, int some,
            float[] out, int to, int outStride, boolean adds) {
        int end;
        for (int block = first; block < last; block = end) {
            end = plan.endOfRun(block, last);
            switch (plan.reach[block]) {
                case FLAT -> FlatBlocks.run(plan, block, end, x, from, xStride, some, out, to, outStride, adds);
                case PAIR -> pairs(plan, block, end, x, from, xStride, some, out, to, outStride, adds);
                case INNER -> InnerBlocks.run(plan, block, end, x, from, xStride, some, out, to, outStride, adds);
                case EDGE -> EdgeBlocks.run(plan, block, end, x, from, xStride, some, out, to, outStride, adds);
                case WIDE -> WideBlocks.run(plan, block, end, x, from, xStride, some, out, to, outStride, adds);
                case ANYWHERE -> AnyBlocks.run(plan, block, end, x, from, xStride, some, out, to, outStride, adds);
            }
        }
    }

    /** Samples pairs; either block of one can be sampled alone, where the other is not among these. */
    private static void pairs(
            SamplePlan plan, int first, int end, float[] x, int from, int xStride, int some,
            float[] out, int to, int outStride, boolean adds) {
        int even = first + (end - first) / 2 * 2;
        PairBlocks.run(plan, first, even, x, from, xStride, some, out, to, outStride, adds);
        InnerBlocks.run(plan, even, end, x, from, xStride, some, out, to, outStride, adds);
    }

    private static int together(SamplePlan plan, int xStride, int channels) {
        long rowBytes = (3L * plan.width + plan.columns) * Float.BYTES;
        int most = xStride % ALIASED_FLOATS == 0 ? MOST_ALIASED : SamplePlan.MOST_CHANNELS;
        int some = Math.clamp(CACHED_BYTES / rowBytes, LEAST, most);
        // Evenly: 9 channels are 5 and 4 rather than 8 and 1.
        int times = Math.max(1, Math.ceilDiv(channels, some));
        return Math.max(1, Math.ceilDiv(channels, times));
    }
}
