package io.github.dysample.verify.internal.mistake;

import io.github.dysample.verify.DoubleTensor;
import io.github.dysample.verify.Mistake;
import java.util.EnumSet;
import java.util.Set;

/** Offsets from what the branches give: range factors and initial positions. */
record WrongOffsets(MistakenConfig config, float[] initialPositions) {
    /** A port that makes one of these mistakes computes the positions. */
    private static final Set<Mistake> COMPUTED = EnumSet.of(
            Mistake.RECOMPUTED_INITIAL_POSITION,
            Mistake.UNSCALED_INITIAL_POSITION,
            Mistake.UNCENTRED_INITIAL_POSITION,
            Mistake.TRANSPOSED_INITIAL_POSITION);


    /** {@return the offsets}; the scope is null if it is static */
    DoubleTensor of(DoubleTensor linear, DoubleTensor scope) {
        return DoubleTensor.of(linear.n(), linear.c(), linear.h(), linear.w(), (n, k, h, w) -> {
            double init = initialPosition(k);
            double range = scope == null ? staticRange() : dynamicRange(scope.get(n, k, h, w));
            double value = linear.get(n, k, h, w);
            double offset = has(Mistake.RANGE_FACTOR_ON_INITIAL_POSITION)
                    ? (value + init) * range
                    : value * range + init;
            return has(Mistake.HALF_PRECISION_OFFSETS) ? Rounding.half(offset) : offset;
        });
    }

    private boolean has(Mistake mistake) {
        return config.has(mistake);
    }

    private double staticRange() {
        return has(Mistake.NO_RANGE_FACTOR) ? 1 : 0.25;
    }

    private double dynamicRange(double scope) {
        double factor = has(Mistake.NO_RANGE_FACTOR) ? 1 : has(Mistake.QUARTER_WITH_DYNAMIC_SCOPE) ? 0.25 : 0.5;
        return factor * (has(Mistake.NO_SIGMOID) ? scope : 1 / (1 + StrictMath.exp(-scope)));
    }

    /** The initial position of an offset channel: component, group, sub-row, sub-column. */
    private double initialPosition(int k) {
        if (has(Mistake.NO_INITIAL_POSITION)) {
            return 0;
        }
        if (COMPUTED.stream().noneMatch(this::has)) {
            return initialPositions[k];
        }
        int s = config.scale();
        boolean isX = k < config.groups() * s * s != has(Mistake.TRANSPOSED_INITIAL_POSITION);
        int sub = isX ? k % s : k / s % s;
        double first = has(Mistake.UNCENTRED_INITIAL_POSITION) ? 0 : (1 - s) / 2.0;
        return has(Mistake.UNSCALED_INITIAL_POSITION) ? first + sub : (float) ((first + sub) / s);
    }
}
