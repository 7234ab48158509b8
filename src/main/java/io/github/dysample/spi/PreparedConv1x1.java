package io.github.dysample.spi;

import io.github.dysample.Tensor;

/** A 1×1 convolution with its weights packed for one backend. Safe to share between threads. */
public interface PreparedConv1x1 {

    /** {@return O, the output channels} */
    int outputs();

    /** {@return C, the input channels} */
    int inputs();

    /**
     * Computes the convolution, see {@link Kernels#prepareConv1x1}.
     *
     * @param x the input (B, C, H, W); shape already checked
     * @param out the output (B, O, H, W), every element written; shape already checked, not empty, not the array of
     *     {@code x}
     * @param workers the threads that compute; the result does not depend on them
     */
    void forward(Tensor x, Tensor out, Workers workers);
}
