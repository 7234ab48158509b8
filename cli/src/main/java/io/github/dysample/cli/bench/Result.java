package io.github.dysample.cli.bench;

import io.github.dysample.DySampleConfig;

/**
 * One backend on one layer.
 *
 * @param backend its name
 * @param vectorBits the width of its vectors, or null if it has none
 * @param shape of the input
 * @param config the layer
 * @param threads how many worked
 * @param times in milliseconds
 * @param floor of the copy loop, measured in turn with the backends
 * @param allocatedBytes per call on the calling thread, or null if unknown
 */
record Result(
        String backend,
        Integer vectorBits,
        Shape shape,
        DySampleConfig config,
        int threads,
        Times.Summary times,
        Times.Summary floor,
        Long allocatedBytes) {

    /** {@return 10⁹ operations a second, by the median} */
    double gigaflops() {
        return Work.of(shape, config).operations() / times.median() / 1e6;
    }

    /** {@return 10⁹ bytes a second, by the median} */
    double gigabytes() {
        return Work.of(shape, config).bytes() / times.median() / 1e6;
    }

    /** {@return the floor's time by this one's, 1 at the floor} */
    double shareOfFloor() {
        return floor.median() / times.median();
    }
}
