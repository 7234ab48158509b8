package io.github.dysample.cli.bench;

import io.github.dysample.Backend;
import io.github.dysample.DySampleConfig;
import io.github.dysample.Tensor;
import io.github.dysample.measure.BenchmarkShape;
import io.github.dysample.measure.Shape;
import java.util.List;
import java.util.stream.Stream;

/**
 * What to measure.
 *
 * @param layers at least one
 * @param backends at least one
 * @param threads how many work, the calling one included
 * @param seconds for everything; a call that has begun is finished
 * @param repetitions how often each is timed, or null for as often as the time allows
 */
public record BenchPlan(
        List<Layer> layers, List<Backend> backends, int threads, int seconds, Integer repetitions) {
    private static final int OUTPUTS_HELD = 2; // the one that is compared, and the one that is measured
    private static final int WEIGHTS_HELD = 4; // these, and those of each layer, which may hold a packed copy

    /** A layer and the shape of its input. */
    public record Layer(Shape shape, DySampleConfig config) {

        /** Refuses a layer whose tensors need more bytes than there are, before time is spent on other layers. */
        void checkMemory(long most) {
            int s = config.scale();
            double outputs = (double) shape.elements() * s * s;
            double offsets = (double) shape.n() * config.offsetChannels() * shape.h() * shape.w();
            if (Math.max(outputs, offsets) > Tensor.MAX_ELEMENTS) {
                throw new IllegalArgumentException("shape " + shape + " with scale " + s + " makes more than the "
                        + Tensor.MAX_ELEMENTS + " elements a Java array holds");
            }
            int branches = config.dynamicScope() ? 2 : 1;
            double parameters = (double) branches * config.convOutputs() * config.convInputs();
            double floats = shape.elements() + OUTPUTS_HELD * outputs + branches * offsets + WEIGHTS_HELD * parameters;
            long needed = (long) (Float.BYTES * floats);
            if (needed > most) {
                throw new IllegalArgumentException("shape " + shape + " with scale " + s + " needs " + (needed >> 20)
                        + " MiB, this JVM may use " + (most >> 20));
            }
        }
    }

    /** {@return the shapes to measure where none is asked for: the paper's, a neck's larger map, and its smallest} */
    public static List<Shape> usualShapes() {
        return Stream.of(BenchmarkShape.PAPER, BenchmarkShape.POWER_OF_TWO, BenchmarkShape.NECK)
                .map(BenchmarkShape::input)
                .toList();
    }
}
