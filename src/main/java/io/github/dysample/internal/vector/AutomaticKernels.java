package io.github.dysample.internal.vector;

import io.github.dysample.DySampleWeights;
import io.github.dysample.spi.PreparedLayer;

/** The kernels of the automatic choice: a layer computes on plain loops while those on vectors are not compiled. */
final class AutomaticKernels extends VectorKernels {

    @Override
    public PreparedLayer prepare(DySampleWeights weights) {
        return new AutomaticLayer(weights);
    }
}
