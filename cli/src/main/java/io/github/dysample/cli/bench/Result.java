package io.github.dysample.cli.bench;

import io.github.dysample.measure.LeastWork;
import io.github.dysample.measure.Statistics;
import java.util.OptionalLong;

/**
 * One backend on one layer.
 *
 * @param backend its name
 * @param vectorBits the width of its vectors, or null if it has none
 * @param layer the layer and its input
 * @param threads how many worked
 * @param calls how many were timed
 * @param millis a call
 * @param settled whether the times had stopped becoming shorter
 * @param floor of the copy loop, measured in turn with the backends
 * @param allocatedBytes per call on the calling thread, if known
 */
record Result(
        String backend,
        Integer vectorBits,
        BenchPlan.Layer layer,
        int threads,
        long calls,
        Statistics millis,
        boolean settled,
        Statistics floor,
        OptionalLong allocatedBytes) {

    /** {@return 10⁹ operations a second, by the median} */
    double gigaflops() {
        return LeastWork.of(layer.shape(), layer.config()).operations() / millis.median() / 1e6;
    }

    /** {@return 10⁹ bytes a second, by the median} */
    double gigabytes() {
        return LeastWork.of(layer.shape(), layer.config()).bytes() / millis.median() / 1e6;
    }

    /** {@return the floor's time by this one's, 1 at the floor} */
    double shareOfFloor() {
        return floor.median() / millis.median();
    }
}
