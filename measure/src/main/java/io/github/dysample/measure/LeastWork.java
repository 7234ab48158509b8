package io.github.dysample.measure;

import io.github.dysample.DySampleConfig;

/**
 * The work of one call that no implementation can avoid.
 *
 * @param operations the convolutions' multiplications and additions, and 7 for each output: four products, three sums
 * @param bytes the input read once, and the output written once
 */
public record LeastWork(double operations, double bytes) {
    private static final int SAMPLING = 7;

    /**
     * {@return the least work of a layer}
     *
     * @param shape of the input
     * @param config the layer
     */
    public static LeastWork of(Shape shape, DySampleConfig config) {
        double elements = shape.elements();
        double outputs = elements * config.scale() * config.scale();
        // Style pl convolves s² times as many pixels, each to that many times fewer outputs: the product is the same.
        double pixels = (double) shape.n() * shape.h() * shape.w();
        double convolution = 2.0 * config.offsetChannels() * config.convInputs() * pixels;
        return new LeastWork(
                convolution * (config.dynamicScope() ? 2 : 1) + SAMPLING * outputs,
                Float.BYTES * (elements + outputs));
    }
}
