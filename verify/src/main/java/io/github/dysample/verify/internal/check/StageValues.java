package io.github.dysample.verify.internal.check;

import io.github.dysample.io.NdArray;
import io.github.dysample.verify.Comparison;
import io.github.dysample.verify.DoubleTensor;
import io.github.dysample.verify.Precision;
import io.github.dysample.verify.Stage;
import io.github.dysample.verify.TensorComparison;
import io.github.dysample.verify.Tolerance;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * One stage that a port gave, with the right shape and a type that can be compared.
 *
 * @param stage the stage
 * @param shape the shape of the array
 * @param values the values, widened
 * @param precision the type they had
 * @param taps the port's own, if it gave them before; else null
 * @param open which values rounding alone decides; null for none
 */
public record StageValues(
        Stage stage, long[] shape, double[] values, Precision precision, double[] taps, boolean[] open) {

    static StageValues of(Stage stage, NdArray array, double[] taps, boolean[] open) {
        return new StageValues(stage, array.shape(), array.toDoubles(), Precision.of(array.dtype()), taps, open);
    }

    /** Compares with the expected values. */
    Comparison compare(Function<Stage, DoubleTensor> expected, Tolerance tolerance) {
        return TensorComparison.of(precision, tolerance, shape, values, exact(expected));
    }

    /**
     * {@return how many values are further off than allowed; faster than a full comparison} All of them, if other
     * channels are expected, as of a layer without its {@code end_conv}.
     */
    public long mismatches(Function<Stage, DoubleTensor> expected, Tolerance tolerance) {
        double[] exact = exact(expected);
        if (exact.length != values.length) {
            return values.length;
        }
        return IntStream.range(0, values.length)
                .filter(i -> !tolerance.allows(values[i], exact[i], precision))
                .count();
    }

    /** {@return the expected values; where there are two ways to describe a point, in the way of these values} */
    double[] exact(Function<Stage, DoubleTensor> expected) {
        return switch (stage) {
            case TAPS -> SamePoint.taps(values, expected.apply(Stage.COORDINATES), expected.apply(Stage.TAPS));
            case BILINEAR -> SamePoint.bilinear(
                    values, taps, expected.apply(Stage.COORDINATES), expected.apply(Stage.TAPS), expected.apply(stage));
            default -> open == null ? expected.apply(stage).data() : closed(expected.apply(stage).data());
        };
    }

    /** The expected values, with those of the port wherever rounding decides. */
    private double[] closed(double[] expected) {
        double[] closed = expected.clone();
        for (int i = 0; i < closed.length; i++) {
            closed[i] = open[i] && Double.isFinite(values[i]) ? values[i] : closed[i];
        }
        return closed;
    }
}
