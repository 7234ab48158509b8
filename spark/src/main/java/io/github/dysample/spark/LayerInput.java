package io.github.dysample.spark;

import io.github.dysample.DySampleConfig;
import io.github.dysample.Tensor;

/** Checks what a layer is to compute before it is computed. */
final class LayerInput {
    private LayerInput() {}

    /** Requires that the layer takes a tensor of this shape. */
    static void check(DySampleConfig config, int n, int c, int h, int w) throws BadRowException {
        try {
            config.checkInput(n, c, h, w);
        } catch (IllegalArgumentException unfit) {
            throw new BadRowException(unfit.getMessage(), unfit);
        }
    }

    /** {@return whether so many items, of a shape that the layer takes, fit into one tensor, and their results} */
    static boolean fits(DySampleConfig config, long n, int c, int h, int w) {
        if (n > Tensor.MAX_ELEMENTS) {
            return false;
        }
        try {
            Tensor.elements((int) n, c, h, w);
            config.checkInput((int) n, c, h, w);
            return true;
        } catch (IllegalArgumentException _) { // the shape fits, so it is the number
            return false;
        }
    }
}
