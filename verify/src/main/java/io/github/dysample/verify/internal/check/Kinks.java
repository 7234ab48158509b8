package io.github.dysample.verify.internal.check;

import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Style;
import io.github.dysample.Tensor;
import io.github.dysample.verify.DoubleTensor;
import io.github.dysample.verify.GoldenCase;
import io.github.dysample.verify.GoldenStages;
import io.github.dysample.verify.Stage;
import io.github.dysample.verify.internal.golden.KinkDistance;
import java.util.Arrays;

/**
 * The points of a case so close to where their derivative jumps that rounding decides on which side they are, and how
 * far that moves what is computed from it. A point exactly there is on a known side if rounding cannot move it: on a
 * map whose sides are powers of two a normalised grid holds it exactly.
 */
final class Kinks {
    private static final double NEAR = 1e-4;
    /** A wider map has coarser coordinates. */
    private static final double USUAL_WIDTH = 120;

    private final DySampleConfig config;
    private final DySampleWeights weights;
    private final Tensor x;
    private final Tensor gradOut;
    private final DoubleTensor offsets;
    private final DoubleTensor linear;
    private final DoubleTensor scope; // null with static scope
    private final boolean[] open;
    private final DoubleTensor jumps; // by which the gradient of an offset may differ; null if there is no open point

    Kinks(GoldenCase golden, GoldenStages stages) {
        weights = golden.weights();
        config = weights.config();
        x = golden.x();
        gradOut = golden.gradOut();
        offsets = stages.computedExact(Stage.OFFSETS);
        linear = stages.computedExact(Stage.LINEAR);
        scope = stages.computedExact(Stage.SCOPE);
        double near = NEAR * Math.max(1, Math.max(x.h(), x.w()) / USUAL_WIDTH);
        boolean exact = Integer.bitCount(x.h()) == 1 && Integer.bitCount(x.w()) == 1;
        double[] distances = KinkDistance.of(offsets).data();
        open = new boolean[distances.length];
        boolean any = false;
        for (int i = 0; i < open.length; i++) {
            open[i] = sideOf(i) > 1 && distances[i] <= near && !(exact && distances[i] == 0);
            any |= open[i];
        }
        jumps = any ? jumps() : null;
    }

    /** The length of the map in the direction of an offset. */
    private int sideOf(int index) {
        boolean isX = index / (offsets.h() * offsets.w()) % offsets.c() < offsets.c() / 2;
        return isX ? offsets.w() : offsets.h();
    }

    /** {@return which values of a stage are decided by rounding; null for none} */
    boolean[] open(Stage stage) {
        return switch (stage) {
            case GRAD_OFFSETS, GRAD_LINEAR, GRAD_SCOPE -> jumps == null ? null : open;
            default -> null;
        };
    }

    /** {@return by how much rounding may move a value of a stage that is computed from those} */
    double effect(Stage stage) {
        if (jumps == null) {
            return 0;
        }
        return switch (stage) {
            case GRAD_OFFSET_WEIGHT -> largest(weightSums(throughLinear()));
            case GRAD_OFFSET_BIAS -> largest(biasSums(throughLinear()));
            case GRAD_SCOPE_WEIGHT -> largest(weightSums(throughScope()));
            case GRAD_SCOPE_BIAS -> largest(biasSums(throughScope()));
            case GRAD_X -> largest(inputSums(throughLinear(), weights.offsetWeight()))
                    + (scope == null ? 0 : largest(inputSums(throughScope(), weights.scopeWeight())));
            default -> 0;
        };
    }

    private DoubleTensor throughLinear() {
        return DoubleTensor.of(jumps.n(), jumps.c(), jumps.h(), jumps.w(), (n, k, h, w) -> jumps.get(n, k, h, w)
                * (scope == null ? 0.25 : 0.5 * sigmoid(scope.get(n, k, h, w))));
    }

    private DoubleTensor throughScope() {
        return DoubleTensor.of(jumps.n(), jumps.c(), jumps.h(), jumps.w(), (n, k, h, w) -> {
            double z = scope.get(n, k, h, w);
            return jumps.get(n, k, h, w) * 0.5 * Math.abs(linear.get(n, k, h, w)) * sigmoid(z) * sigmoid(-z);
        });
    }

    private static double sigmoid(double value) {
        return 1 / (1 + StrictMath.exp(-value));
    }

    private DoubleTensor jumps() {
        return DoubleTensor.of(offsets.n(), offsets.c(), offsets.h(), offsets.w(), (n, k, h, w) ->
                open[((n * offsets.c() + k) * offsets.h() + h) * offsets.w() + w] ? jump(n, k, h, w) : 0);
    }

    /** The difference of the two derivatives of a point; at the border one of them is 0. */
    private double jump(int n, int k, int h, int w) {
        int s = config.scale();
        int perComponent = offsets.c() / 2;
        boolean isX = k < perComponent;
        int group = k % perComponent / (s * s);
        double across = clipped(w + offsets.get(n, k % perComponent, h, w), x.w());
        double down = clipped(h + offsets.get(n, perComponent + k % perComponent, h, w), x.h());
        int kink = (int) Math.rint(isX ? across : down);
        int other = (int) Math.floor(isX ? down : across);
        double fraction = (isX ? down : across) - other;
        double sum = 0;
        for (int c = group * config.channelsPerGroup(); c < (group + 1) * config.channelsPerGroup(); c++) {
            double before = 0;
            double after = 0;
            for (int side = 0; side < 2; side++) {
                double weight = side == 0 ? 1 - fraction : fraction;
                before += weight * slope(n, c, kink - 1, other + side, isX);
                after += weight * slope(n, c, kink, other + side, isX);
            }
            sum += gradSampled(n, c, s * h + k % (s * s) / s, s * w + k % s) * (after - before);
        }
        return Math.abs(sum);
    }

    private static double clipped(double point, int size) {
        return point > 0 ? Math.min(point, size - 1) : 0;
    }

    /** From a pixel to the next, along x or along y in the given row or column; 0 outside the map. */
    private double slope(int n, int c, int from, int other, boolean isX) {
        int size = isX ? x.w() : x.h();
        if (from < 0 || from + 1 >= size || other >= (isX ? x.h() : x.w())) {
            return 0;
        }
        return isX
                ? (double) x.get(n, c, other, from + 1) - x.get(n, c, other, from)
                : (double) x.get(n, c, from + 1, other) - x.get(n, c, from, other);
    }

    private double gradSampled(int n, int c, int high, int wide) {
        if (!config.hasEndConv()) {
            return gradOut.get(n, c, high, wide);
        }
        double sum = 0;
        for (int k = 0; k < config.endConvOutputs(); k++) {
            sum += (double) weights.endConvWeight()[k * config.channels() + c] * gradOut.get(n, k, high, wide);
        }
        return sum;
    }

    private int positions() {
        return config.style() == Style.PL ? config.scale() * config.scale() : 1;
    }

    private double[] weightSums(DoubleTensor grad) {
        int inputs = config.convInputs();
        double[] sums = new double[config.convOutputs() * inputs];
        forEachOpen((n, k, h, w) -> {
            for (int c = 0; c < inputs; c++) {
                sums[k / positions() * inputs + c] += grad.get(n, k, h, w)
                        * Math.abs(x.get(n, c * positions() + k % positions(), h, w));
            }
        });
        return sums;
    }

    private double[] biasSums(DoubleTensor grad) {
        double[] sums = new double[config.convOutputs()];
        forEachOpen((n, k, h, w) -> sums[k / positions()] += grad.get(n, k, h, w));
        return sums;
    }

    private double[] inputSums(DoubleTensor grad, float[] weight) {
        double[] sums = new double[x.data().length];
        forEachOpen((n, k, h, w) -> {
            for (int c = 0; c < config.convInputs(); c++) {
                int channel = c * positions() + k % positions();
                sums[((n * x.c() + channel) * x.h() + h) * x.w() + w] +=
                        grad.get(n, k, h, w) * Math.abs(weight[k / positions() * config.convInputs() + c]);
            }
        });
        return sums;
    }

    private interface Place {
        void at(int n, int k, int h, int w);
    }

    private void forEachOpen(Place place) {
        int plane = offsets.h() * offsets.w();
        for (int i = 0; i < open.length; i++) {
            if (open[i]) {
                place.at(i / plane / offsets.c(), i / plane % offsets.c(), i % plane / offsets.w(), i % offsets.w());
            }
        }
    }

    private static double largest(double[] values) {
        return Arrays.stream(values).max().orElse(0);
    }
}
