package io.github.dysample.cli.bench;

import io.github.dysample.DySampleConfig;

/**
 * What one call has to do at least, however it is done.
 *
 * @param operations the convolutions' multiplications and additions, and 7 for each output: four products, three sums
 * @param bytes the input read once, and the output written once
 */
record Work(double operations, double bytes) {
    private static final int SAMPLING = 7;

    static Work of(Shape shape, DySampleConfig config) {
        double positions = (double) config.scale() * config.scale();
        double outputs = shape.elements() * positions;
        // Style pl convolves s² times as many pixels, each to that many times fewer outputs: the product is the same.
        double pixels = (double) shape.n() * shape.h() * shape.w();
        double convolution = 2.0 * config.offsetChannels() * config.convInputs() * pixels;
        return new Work(
                convolution * (config.dynamicScope() ? 2 : 1) + SAMPLING * outputs,
                Float.BYTES * (shape.elements() + outputs));
    }
}
