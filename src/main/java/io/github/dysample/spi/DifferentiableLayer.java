package io.github.dysample.spi;

import io.github.dysample.DySampleGradients;
import io.github.dysample.Tensor;

/**
 * A prepared layer that computes its gradients, too. One that does not is differentiated as the composition of its
 * backend's kernels, {@link ComposedLayer}; the bits are the same. On the CPU a call in the steady state, with a shape
 * the layer has seen, allocates nothing with {@link Workers#caller()}.
 */
public interface DifferentiableLayer extends PreparedLayer {

    /**
     * {@return whether {@link #forward(Tensor, Tensor, ForwardStages, Workers)} keeps stages; by default it does not}
     */
    default boolean keepsStages() {
        return false;
    }

    /**
     * Computes the layer and keeps what its backward pass needs. Called only if {@link #keepsStages}.
     *
     * @param x the input, as in {@link #forward(Tensor, Tensor, Workers)}
     * @param out the output, as there
     * @param kept takes the stages, every element written; fits x
     * @param workers the threads that compute; the result does not depend on them
     */
    default void forward(Tensor x, Tensor out, ForwardStages kept, Workers workers) {
        throw new UnsupportedOperationException("this layer keeps no stages");
    }

    /**
     * Computes the gradient of the input and adds that of the parameters.
     *
     * @param x the input (B, C, H, W); shape already checked against the config, B, H and W at least 1
     * @param kept what this layer's forward pass on x has kept, not written to; null if nothing was kept: then what is
     *     needed of it is computed again
     * @param gradOut the gradient of the output (B, O, sH, sW); shape already checked
     * @param gradX the gradient of x, every element written; shape already checked, not the array of an input; null if
     *     it is not wanted
     * @param gradients to which those of the parameters are added; have what the layer has; null if not wanted
     * @param workers the threads that compute; the result does not depend on them
     */
    void backward(
            Tensor x, ForwardStages kept, Tensor gradOut, Tensor gradX, DySampleGradients gradients, Workers workers);
}
