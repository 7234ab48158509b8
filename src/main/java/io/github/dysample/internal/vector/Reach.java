package io.github.dysample.internal.vector;

/**
 * How far apart the pixels are that a block of outputs reads. It decides which loop samples the block, once for all
 * channels.
 */
enum Reach {
    /**
     * Together with its neighbour, the next block or the one before, within one vector of columns and three rows, all
     * in the map: most blocks of a trained layer.
     */
    PAIR,
    /** The same alone. */
    INNER,
    /** Within one vector of columns and three rows, with some neighbours outside the map. */
    EDGE,
    /** Within two vectors of the map as it lies in memory: maps of few columns. */
    FLAT,
    /** Within two vectors of columns and some rows. */
    WIDE,
    /** The rest. */
    ANYWHERE
}
