package io.github.dysample.verify.internal.mistake;

import static io.github.dysample.verify.Mistake.HALF_PRECISION_OFFSETS;
import static io.github.dysample.verify.Mistake.NO_INITIAL_POSITION;
import static io.github.dysample.verify.Mistake.NO_RANGE_FACTOR;
import static io.github.dysample.verify.Mistake.NO_SIGMOID;
import static io.github.dysample.verify.Mistake.QUARTER_WITH_DYNAMIC_SCOPE;
import static io.github.dysample.verify.Mistake.RANGE_FACTOR_ON_INITIAL_POSITION;
import static io.github.dysample.verify.Mistake.TRANSPOSED_INITIAL_POSITION;
import static io.github.dysample.verify.Mistake.UNCENTRED_INITIAL_POSITION;
import static io.github.dysample.verify.Mistake.UNSCALED_INITIAL_POSITION;

import io.github.dysample.verify.DoubleTensor;

/** Offsets from what the branches give: range factors and initial positions. */
final class WrongOffsets {
    private final MistakenConfig config;

    WrongOffsets(MistakenConfig config) {
        this.config = config;
    }

    /** {@return the offsets}; the scope is null if it is static */
    DoubleTensor of(DoubleTensor linear, DoubleTensor scope) {
        DoubleTensor offsets = DoubleTensor.zeros(linear.n(), linear.c(), linear.h(), linear.w());
        int plane = linear.h() * linear.w();
        for (int i = 0; i < offsets.data().length; i++) {
            double init = initialPosition(i / plane % linear.c());
            double range = scope == null ? staticRange() : dynamicRange(scope.data()[i]);
            double value = linear.data()[i];
            double offset =
                    config.has(RANGE_FACTOR_ON_INITIAL_POSITION) ? (value + init) * range : value * range + init;
            offsets.data()[i] = config.has(HALF_PRECISION_OFFSETS) ? Rounding.half(offset) : offset;
        }
        return offsets;
    }

    private double staticRange() {
        return config.has(NO_RANGE_FACTOR) ? 1 : 0.25;
    }

    private double dynamicRange(double scope) {
        double factor = config.has(NO_RANGE_FACTOR) ? 1 : config.has(QUARTER_WITH_DYNAMIC_SCOPE) ? 0.25 : 0.5;
        return factor * (config.has(NO_SIGMOID) ? scope : 1 / (1 + StrictMath.exp(-scope)));
    }

    /** The initial position of an offset channel: component, group, sub-row, sub-column. */
    private double initialPosition(int k) {
        if (config.has(NO_INITIAL_POSITION)) {
            return 0;
        }
        int s = config.scale();
        boolean isX = k < config.groups() * s * s != config.has(TRANSPOSED_INITIAL_POSITION);
        int sub = isX ? k % s : k / s % s;
        double first = config.has(UNCENTRED_INITIAL_POSITION) ? 0 : (1 - s) / 2.0;
        return config.has(UNSCALED_INITIAL_POSITION) ? first + sub : (float) ((first + sub) / s);
    }
}
