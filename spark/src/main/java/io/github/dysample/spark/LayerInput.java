package io.github.dysample.spark;

import io.github.dysample.DySampleConfig;
import io.github.dysample.Tensor;

/** Checks a tensor against the layer before it is computed. */
final class LayerInput {
    private LayerInput() {}

    /** {@return a tensor for what the layer makes of an input} */
    static Tensor newOutput(Tensor x, DySampleConfig config) throws BadRowException {
        try {
            config.checkInput(x.n(), x.c(), x.h(), x.w());
            return config.newOutput(x);
        } catch (IllegalArgumentException unfit) {
            throw new BadRowException(unfit.getMessage(), unfit);
        }
    }
}
