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

    /** Some positions of one item, which follow each other. */
    interface Work {
        void run(int n, int first, int count);
    }

    /** Does all positions of a batch. */
    static void run(Tensor x, Workers workers, Work work) {
        int plane = x.h() * x.w();
        if (x.n() == 0 || plane == 0) {
            return;
        }
        int positions = positions(x.n(), plane, workers.width());
        int perItem = Math.ceilDiv(plane, positions);
        workers.run(x.n() * perItem, piece -> {
            int first = piece % perItem * positions;
            work.run(piece / perItem, first, Math.min(positions, plane - first));
        });
    }

    /** {@return positions to a piece} */
    private static int positions(int items, int plane, int threads) {
        long pieces = (long) items * Math.ceilDiv(plane, PIECE);
        long shares = Math.ceilDiv(pieces, threads) * threads;
        int perItem = (int) Math.ceilDiv(shares, items);
        int tiles = Math.ceilDiv(Math.ceilDiv(plane, perItem), PackedWeights.TILE_POSITIONS);
        return Math.max(Bands.TOGETHER, tiles * PackedWeights.TILE_POSITIONS);
    }
}
