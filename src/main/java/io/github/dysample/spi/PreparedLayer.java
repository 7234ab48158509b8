package io.github.dysample.spi;

import io.github.dysample.Tensor;

/**
 * A DySample layer with its weights packed for one backend. Safe to share between threads; on the CPU a call in the
 * steady state allocates nothing with {@link Workers#caller()}.
 */
public interface PreparedLayer {

    /**
     * Computes the layer.
     *
     * @param x the input (B, C, H, W); shape already checked against the config, H and W at least 1
     * @param out the output (B, O, sH, sW), every element written; shape already checked, not empty, not the array of
     *     {@code x}
     * @param workers the threads that compute; the result does not depend on them
     */
    void forward(Tensor x, Tensor out, Workers workers);

    /**
     * Computes the layer and adds it to what {@code out} holds: each element becomes itself plus what {@link #forward}
     * gives for it, rounded once. By default that is what is done, with a new tensor for the layer's output.
     *
     * @param x the input, as in {@link #forward}
     * @param out the output (B, O, sH, sW), every element added to; checked as in {@link #forward}
     * @param workers the threads that compute; the result does not depend on them
     */
    default void forwardAdd(Tensor x, Tensor out, Workers workers) {
        Tensor result = Tensor.zeros(out.n(), out.c(), out.h(), out.w());
        forward(x, result, workers);
        for (int i = 0; i < out.data().length; i++) {
            out.data()[i] += result.data()[i];
        }
    }

    /**
     * Has the JVM compile what {@link #forward} needs, and the backward pass of a {@link DifferentiableLayer}, as far
     * as calls can do that. By default nothing is done.
     */
    default void warmUp() {}
}
