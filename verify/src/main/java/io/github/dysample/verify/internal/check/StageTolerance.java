package io.github.dysample.verify.internal.check;

import io.github.dysample.DySampleWeights;
import io.github.dysample.Tensor;
import io.github.dysample.verify.GoldenCase;
import io.github.dysample.verify.Strictness;
import io.github.dysample.verify.Tolerance;

/**
 * How far the values of a stage may be off: as far as the strictness says, and further than its defaults where float32
 * needs it, which is with far offsets and with coordinates on wide maps.
 */
final class StageTolerance {
    /** A sum in another order may have a few times our error. */
    private static final double OF_OUR_ERROR = 4;

    /** PyTorch converts coordinates to a float32 grid and back, and both round in proportion to the size of the map. */
    private static final double COORDINATE_ULPS = 2;

    /** PyTorch itself has to pass, even on a machine that adds in another order. */
    private static final double OF_TORCH_ERROR = 1.5;

    private StageTolerance() {}

    /** {@return the tolerance for a stage}; ourError is that of this library on it */
    static Tolerance of(StageValues values, GoldenCase golden, double ourError, Strictness strictness) {
        if (values.stage().isInteger()) {
            return Tolerance.NONE;
        }
        // NaN if no value is finite.
        double ours = Double.isNaN(ourError) ? 0 : ourError;
        double unavoidable = Math.max(OF_OUR_ERROR * ours, switch (values.stage()) {
            case COORDINATES, BILINEAR -> coordinateRounding(golden);
            case SAMPLED -> coordinateRounding(golden) * steepest(golden.x());
            case OUTPUT -> Math.max(
                    coordinateRounding(golden) * steepest(golden.x()) * gain(golden.weights()), torchError(golden));
            default -> 0;
        });
        return strictness.tolerance(values.precision(), unavoidable);
    }

    private static double coordinateRounding(GoldenCase golden) {
        return COORDINATE_ULPS * Math.ulp((float) Math.max(golden.x().h(), golden.x().w()));
    }

    /** By how much {@code end_conv} can enlarge an error that all channels share. */
    private static double gain(DySampleWeights weights) {
        int channels = weights.config().channels();
        double most = weights.config().hasEndConv() ? 0 : 1;
        for (int first = 0; first < weights.config().endConvOutputs() * channels; first += channels) {
            double sum = 0;
            for (int c = 0; c < channels; c++) {
                sum += Math.abs(weights.endConvWeight()[first + c]);
            }
            most = Math.max(most, sum);
        }
        return most;
    }

    private static double torchError(GoldenCase golden) {
        double recorded = golden.record().torchMaxError();
        return Double.isNaN(recorded) ? 0 : OF_TORCH_ERROR * recorded;
    }

    /** The largest difference between neighbouring finite pixels. */
    private static double steepest(Tensor x) {
        double steepest = 0;
        float[] data = x.data();
        for (int i = 0; i < data.length; i++) {
            double right = i % x.w() + 1 < x.w() ? Math.abs(data[i + 1] - data[i]) : 0;
            double below = i / x.w() % x.h() + 1 < x.h() ? Math.abs(data[i + x.w()] - data[i]) : 0;
            steepest = Double.isFinite(right) ? Math.max(steepest, right) : steepest;
            steepest = Double.isFinite(below) ? Math.max(steepest, below) : steepest;
        }
        return steepest;
    }
}
