package io.github.dysample.cli.bench;

import io.github.dysample.Backend;
import io.github.dysample.DySampleConfig;
import java.util.List;

/**
 * What to measure.
 *
 * @param layers at least one
 * @param backends at least one
 * @param threads how many work, the calling one included
 * @param seconds for everything, about
 */
public record Settings(List<Layer> layers, List<Backend> backends, int threads, int seconds) {

    /**
     * A layer and the shape of its input.
     *
     * @param shape of the input
     * @param config the layer, of as many channels
     */
    public record Layer(Shape shape, DySampleConfig config) {}

    /** {@return the shapes to measure where none is asked for} */
    public static List<Shape> usualShapes() {
        return Shape.USUAL;
    }
}
