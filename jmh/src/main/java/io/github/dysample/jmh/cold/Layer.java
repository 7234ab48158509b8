package io.github.dysample.jmh.cold;

import io.github.dysample.DySampleConfig;
import io.github.dysample.Style;
import io.github.dysample.measure.Shape;

/** The layer that is measured on every shape: the defaults of PyTorch's module. */
final class Layer {
    private static final int SCALE = 2;
    private static final int GROUPS = 4;

    private Layer() {}

    /**
     * The layer for an input.
     *
     * @throws IllegalArgumentException if there is none of so many channels
     */
    static DySampleConfig of(Shape shape) {
        return new DySampleConfig(shape.c(), SCALE, GROUPS, Style.LP, false);
    }

    static String text() {
        return "s " + SCALE + ", g " + GROUPS + ", lp, static scope, 1 thread";
    }
}
