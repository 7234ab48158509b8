package io.github.dysample.internal.vector;

import io.github.dysample.DySampleConfig;

/**
 * How a map is cut. A band is what one thread computes at a time, some rows, or of a very wide map a part of one row:
 * small enough for the second-level cache where rows are short enough, and for a scratch of a few megabytes in any
 * case. A piece is what a worker claims: enough bands to be worth the claim. Neither depends on the number of workers.
 */
final class Bands {
    /** Positions of a band whose offsets are computed at a time: a multiple of every convolution tile's. */
    static final int TOGETHER = 192;

    /** Floats of input and offsets to a band: half a megabyte. */
    private static final int BAND_FLOATS = 1 << 17;

    /** With fewer rows, every row would be read three times and written in short runs. */
    private static final int LEAST_ROWS = 2;

    /** Floats of offsets, or of samples to be added up, to a band at the most: four megabytes. */
    private static final int MOST_FLOATS = 1 << 20;

    /** The least a piece should take, in nanoseconds: waking a worker takes some tens of microseconds. */
    private static final double PIECE_NANOS = 100_000;

    /** Bands to a map, if each is still worth a piece. */
    private static final int BALANCED = 4;

    /**
     * The time an output and a multiplication take on a CPU of 2023. A rough figure is enough: it only sizes pieces.
     */
    private static final double OUTPUT_NANOS = 0.35;
    private static final double MULTIPLICATION_NANOS = 0.017;

    private Bands() {}

    /** {@return rows to a band; all bands are about as high} */
    static int rows(DySampleConfig config, int height, int width) {
        if (columns(config, width) < width) {
            return 1;
        }
        long floats = ((long) config.channels() + config.offsetChannels()) * width;
        int cached = Math.ceilDiv(height, (int) Math.max(LEAST_ROWS, BAND_FLOATS / floats));
        // A few pieces more, so that workers finish at about the same time.
        int balanced = Math.clamp((long) (height * nanos(config, width) / PIECE_NANOS), 1, BALANCED);
        return Math.ceilDiv(height, Math.max(cached, balanced));
    }

    /** {@return columns to a band; all bands of a row are about as wide} */
    static int columns(DySampleConfig config, int width) {
        long floats = Math.max(config.offsetChannels(),
                (long) config.endConvOutputs() * config.scale() * config.scale());
        int most = (int) Math.max(1, MOST_FLOATS / LEAST_ROWS / floats);
        return Math.ceilDiv(width, Math.ceilDiv(width, most));
    }

    /** {@return bands to a piece} */
    static int perPiece(DySampleConfig config, int positions) {
        return (int) Math.ceil(PIECE_NANOS / nanos(config, positions));
    }

    private static double nanos(DySampleConfig config, int positions) {
        double sampled = (double) (config.hasEndConv() ? config.groups() * config.endConvOutputs() : config.channels());
        double outputs = sampled * config.scale() * config.scale();
        double branches = config.dynamicScope() ? 2 : 1;
        double multiplications = branches * config.offsetChannels() * config.convInputs();
        return positions * (outputs * OUTPUT_NANOS + multiplications * MULTIPLICATION_NANOS);
    }
}
