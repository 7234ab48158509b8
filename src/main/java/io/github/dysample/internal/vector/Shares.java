package io.github.dysample.internal.vector;

import io.github.dysample.Tensor;
import io.github.dysample.spi.Workers;

/**
 * How several threads share out the positions of a batch: in pieces of which each thread gets as many as the others, if
 * the maps are not too small for that.
 */
final class Shares {
    /** Positions to a piece, or a few more or less: what convolutions make of them stays in the cache. */
    private static final int PIECE = 3 * Bands.TOGETHER;

    private Shares() {}

    /** {@return positions to a piece; none of them reaches from one item into the next} */
    static int positions(Tensor x, Workers workers) {
        int plane = x.h() * x.w();
        long pieces = (long) x.n() * Math.ceilDiv(plane, PIECE);
        long shares = Math.ceilDiv(pieces, workers.width()) * workers.width();
        int perItem = (int) Math.ceilDiv(shares, x.n());
        int tiles = Math.ceilDiv(Math.ceilDiv(plane, perItem), Conv1x1.TILE_POSITIONS);
        return Math.max(Bands.TOGETHER, tiles * Conv1x1.TILE_POSITIONS);
    }
}
