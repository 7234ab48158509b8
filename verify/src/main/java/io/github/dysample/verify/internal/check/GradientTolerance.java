package io.github.dysample.verify.internal.check;

import io.github.dysample.verify.DoubleTensor;
import io.github.dysample.verify.GoldenCase;
import io.github.dysample.verify.Strictness;
import io.github.dysample.verify.Tolerance;
import java.util.Arrays;

/**
 * How far gradients may be off: a share of the largest of the tensor, since its elements are sums of values of that
 * size; more with coordinates on wide maps, and where rounding decides which derivative a point at a kink has.
 */
final class GradientTolerance {
    /** PyTorch's own float32 is off by up to 1.1e-5. */
    private static final double OF_LARGEST = 2e-5;

    /** As for stages of the forward pass. */
    private static final double OF_OUR_ERROR = 4;
    private static final double COORDINATE_ULPS = 2;

    private GradientTolerance() {}

    /** {@return the tolerance for a stage}; ourError is that of this library on it */
    static Tolerance of(
            StageValues values, GoldenCase golden, DoubleTensor exact, double ourError, Kinks kinks,
            Strictness strictness) {
        double largest =
                Arrays.stream(exact.data()).map(Math::abs).filter(Double::isFinite).max().orElse(0);
        double wide = COORDINATE_ULPS * Math.ulp((float) Math.max(golden.x().h(), golden.x().w()));
        double rounding = Math.max(OF_OUR_ERROR * (Double.isNaN(ourError) ? 0 : ourError),
                Math.max(OF_LARGEST, wide) * largest);
        return strictness.tolerance(values.precision(), rounding + kinks.effect(values.stage()));
    }
}
