package io.github.dysample.cli.golden;

import static io.github.dysample.cli.golden.Mistake.ALIGNED_CORNERS;
import static io.github.dysample.cli.golden.Mistake.BFLOAT16_COORDINATES;
import static io.github.dysample.cli.golden.Mistake.CLIPPED_HALF_A_PIXEL_OUTSIDE;
import static io.github.dysample.cli.golden.Mistake.DCR_EVERYWHERE;
import static io.github.dysample.cli.golden.Mistake.DCR_INPUT_SHUFFLE;
import static io.github.dysample.cli.golden.Mistake.DCR_OFFSET_SHUFFLE;
import static io.github.dysample.cli.golden.Mistake.FIRST_ITEM_OFFSETS;
import static io.github.dysample.cli.golden.Mistake.HALF_PRECISION_COORDINATES;
import static io.github.dysample.cli.golden.Mistake.HALF_PRECISION_GRID;
import static io.github.dysample.cli.golden.Mistake.HALF_PRECISION_OFFSETS;
import static io.github.dysample.cli.golden.Mistake.INTERLEAVED_COMPONENTS;
import static io.github.dysample.cli.golden.Mistake.MISINDEXED_GROUPS;
import static io.github.dysample.cli.golden.Mistake.NAN_CLIPPED_TO_THE_END;
import static io.github.dysample.cli.golden.Mistake.NAN_PROPAGATED;
import static io.github.dysample.cli.golden.Mistake.NEAREST;
import static io.github.dysample.cli.golden.Mistake.NO_BIAS;
import static io.github.dysample.cli.golden.Mistake.NO_HALF_PIXEL;
import static io.github.dysample.cli.golden.Mistake.NO_INITIAL_POSITION;
import static io.github.dysample.cli.golden.Mistake.NO_RANGE_FACTOR;
import static io.github.dysample.cli.golden.Mistake.NO_SCOPE_BIAS;
import static io.github.dysample.cli.golden.Mistake.NO_SIGMOID;
import static io.github.dysample.cli.golden.Mistake.OUTPUT_PIXEL_OFFSETS;
import static io.github.dysample.cli.golden.Mistake.QUARTER_WITH_DYNAMIC_SCOPE;
import static io.github.dysample.cli.golden.Mistake.RANGE_FACTOR_ON_INITIAL_POSITION;
import static io.github.dysample.cli.golden.Mistake.REFLECTED;
import static io.github.dysample.cli.golden.Mistake.REPEATED_EDGE;
import static io.github.dysample.cli.golden.Mistake.SHARED_OFFSETS;
import static io.github.dysample.cli.golden.Mistake.SWAPPED_COMPONENTS;
import static io.github.dysample.cli.golden.Mistake.SWAPPED_NEIGHBOURS;
import static io.github.dysample.cli.golden.Mistake.SWAPPED_SIZES;
import static io.github.dysample.cli.golden.Mistake.TRANSPOSED_INITIAL_POSITION;
import static io.github.dysample.cli.golden.Mistake.TRANSPOSED_SUBPOSITION;
import static io.github.dysample.cli.golden.Mistake.TRANSPOSED_WEIGHT;
import static io.github.dysample.cli.golden.Mistake.TRUNCATED;
import static io.github.dysample.cli.golden.Mistake.UNCENTRED_INITIAL_POSITION;
import static io.github.dysample.cli.golden.Mistake.UNSCALED_INITIAL_POSITION;
import static io.github.dysample.cli.golden.Mistake.WRAPPED_OFFSETS;
import static io.github.dysample.cli.golden.Mistake.ZERO_PADDING;

import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Style;
import io.github.dysample.Tensor;
import io.github.dysample.reference.DoubleTensor;
import io.github.dysample.reference.DoubleTrace;
import java.util.EnumSet;
import java.util.Set;

/**
 * The layer in float64 with some mistakes, stage after stage as {@code ReferenceLayer}; without any it gives the same.
 */
public final class WrongLayer {
    private final DySampleWeights weights;
    private final DySampleConfig config;
    private final EnumSet<Mistake> mistakes;
    private final int s;
    private final int g;

    /** A layer that makes all of some mistakes. */
    public WrongLayer(DySampleWeights weights, Set<Mistake> mistakes) {
        this.weights = weights;
        this.config = weights.config();
        this.mistakes = EnumSet.noneOf(Mistake.class);
        this.mistakes.addAll(mistakes);
        s = config.scale();
        g = config.groups();
    }

    private boolean has(Mistake mistake) {
        return mistakes.contains(mistake);
    }

    /** {@return every stage, as this port computes it} */
    public DoubleTrace trace(Tensor x) {
        DoubleTensor linear = branch(x, weights.offsetWeight(), has(NO_BIAS) ? null : weights.offsetBias());
        DoubleTensor scope = config.dynamicScope()
                ? branch(x, weights.scopeWeight(), has(NO_SCOPE_BIAS) ? null : weights.scopeBias())
                : null;
        DoubleTensor offsets = offsets(linear, scope);
        DoubleTensor coordinates = coordinates(offsets);
        DoubleTensor taps = taps(coordinates, offsets);
        DoubleTensor bilinear = bilinear(coordinates, taps);
        return new DoubleTrace(
                linear, scope, offsets, coordinates, taps, bilinear, sample(x, coordinates, taps, bilinear));
    }

    private DoubleTensor branch(Tensor x, float[] weight, float[] bias) {
        DoubleTensor result = DoubleTensor.zeros(x.n(), config.offsetChannels(), x.h(), x.w());
        int positions = config.style() == Style.PL ? s * s : 1;
        for (int n = 0; n < x.n(); n++) {
            for (int row = 0; row < config.convOutputs(); row++) {
                for (int position = 0; position < positions; position++) {
                    int k = has(DCR_EVERYWHERE)
                            ? position * config.convOutputs() + row
                            : row * positions + position;
                    for (int h = 0; h < x.h(); h++) {
                        for (int w = 0; w < x.w(); w++) {
                            double start = bias == null ? 0 : bias[row];
                            result.set(n, k, h, w, start + dot(x, n, h, w, weight, row, position, positions));
                        }
                    }
                }
            }
        }
        return result;
    }

    private double dot(Tensor x, int n, int h, int w, float[] weight, int row, int position, int positions) {
        int inputs = config.convInputs();
        boolean dcr = has(DCR_INPUT_SHUFFLE) || has(DCR_EVERYWHERE);
        double sum = 0;
        for (int c = 0; c < inputs; c++) {
            int channel = dcr ? position * inputs + c : c * positions + position;
            int at = has(TRANSPOSED_WEIGHT) ? c * config.convOutputs() + row : row * inputs + c;
            sum += (double) weight[at] * x.get(n, channel, h, w);
        }
        return sum;
    }

    private DoubleTensor offsets(DoubleTensor linear, DoubleTensor scope) {
        DoubleTensor offsets = DoubleTensor.zeros(linear.n(), linear.c(), linear.h(), linear.w());
        int plane = linear.h() * linear.w();
        for (int i = 0; i < offsets.data().length; i++) {
            double init = initialPosition(i / plane % linear.c());
            double range = scope == null ? staticRange() : dynamicRange(scope.data()[i]);
            double value = linear.data()[i];
            double offset = has(RANGE_FACTOR_ON_INITIAL_POSITION) ? (value + init) * range : value * range + init;
            offsets.data()[i] = has(HALF_PRECISION_OFFSETS) ? half(offset) : offset;
        }
        return offsets;
    }

    private double staticRange() {
        return has(NO_RANGE_FACTOR) ? 1 : 0.25;
    }

    private double dynamicRange(double scope) {
        double factor = has(QUARTER_WITH_DYNAMIC_SCOPE) ? 0.25 : has(NO_RANGE_FACTOR) ? 1 : 0.5;
        return factor * (has(NO_SIGMOID) ? scope : 1 / (1 + StrictMath.exp(-scope)));
    }

    private double initialPosition(int k) {
        boolean isX = k < g * s * s != has(TRANSPOSED_INITIAL_POSITION);
        int sub = isX ? k % s : k / s % s;
        double first = has(UNCENTRED_INITIAL_POSITION) ? 0 : (1 - s) / 2.0;
        if (has(NO_INITIAL_POSITION)) {
            return 0;
        }
        return has(UNSCALED_INITIAL_POSITION) ? first + sub : (float) ((first + sub) / s);
    }

    private DoubleTensor coordinates(DoubleTensor offsets) {
        DoubleTensor coordinates = DoubleTensor.zeros(offsets.n(), 2 * g, s * offsets.h(), s * offsets.w());
        for (int n = 0; n < coordinates.n(); n++) {
            for (int k = 0; k < 2 * g; k++) {
                boolean isX = k < g;
                for (int y = 0; y < coordinates.h(); y++) {
                    for (int x = 0; x < coordinates.w(); x++) {
                        double offset = offset(offsets, n, k, y, x);
                        int size = isX ? offsets.w() : offsets.h();
                        int other = isX ? offsets.h() : offsets.w();
                        int out = isX ? x : y;
                        coordinates.set(n, k, y, x, has(TRUNCATED)
                                ? truncated(out / s, offset, size - 1)
                                : clipped(point(out, offset, size, other), offset, size));
                    }
                }
            }
        }
        return coordinates;
    }

    /** The offset this port takes for an output; k is component · g + group. */
    private double offset(DoubleTensor offsets, int n, int k, int y, int x) {
        int component = has(SWAPPED_COMPONENTS) ? 1 - k / g : k / g;
        int group = has(SHARED_OFFSETS) ? 0 : k % g;
        int i = has(TRANSPOSED_SUBPOSITION) ? x % s : y % s;
        int j = has(TRANSPOSED_SUBPOSITION) ? y % s : x % s;
        int map = has(INTERLEAVED_COMPONENTS) ? group * 2 + component : component * g + group;
        int channel = has(DCR_OFFSET_SHUFFLE) || has(DCR_EVERYWHERE)
                ? (i * s + j) * 2 * g + map
                : (map * s + i) * s + j;
        return offsets.get(has(FIRST_ITEM_OFFSETS) ? 0 : n, channel, y / s, x / s);
    }

    /** Where an output pixel points in one dimension, before it is clipped. */
    private double point(int out, double offset, int size, int otherSize) {
        double centre = out / s + 0.5 + offset; // from the outer edge of the map
        double point = centre - 0.5;
        if (has(OUTPUT_PIXEL_OFFSETS)) {
            point = (out + 0.5 + offset) / s - 0.5;
        }
        if (has(ALIGNED_CORNERS)) {
            point = centre / size * (size - 1);
        }
        if (has(NO_HALF_PIXEL)) {
            point -= 0.5;
        }
        if (has(SWAPPED_SIZES)) {
            point = centre / otherSize * size - 0.5;
        }
        if (has(HALF_PRECISION_GRID)) {
            point = (half(2 * centre / size - 1) + 1) / 2 * size - 0.5;
        }
        if (has(HALF_PRECISION_COORDINATES)) {
            point = half(point);
        }
        if (has(BFLOAT16_COORDINATES)) {
            point = bfloat16(point);
        }
        return point;
    }

    private double clipped(double point, double offset, int size) {
        double last = size - 1;
        if (Double.isNaN(point)) {
            return has(NAN_PROPAGATED) ? point : has(NAN_CLIPPED_TO_THE_END) ? last : 0;
        }
        if (has(WRAPPED_OFFSETS) && offset > Integer.MAX_VALUE) {
            return 0;
        }
        if (has(ZERO_PADDING)) {
            return point;
        }
        if (has(CLIPPED_HALF_A_PIXEL_OUTSIDE)) {
            return Math.clamp(point, -0.5, last + 0.5);
        }
        return Math.clamp(has(REFLECTED) ? reflected(point, size) : point, 0, last);
    }

    /** Where the pixel and the fraction end that a cast to int splits an offset into. */
    private static double truncated(int position, double offset, int last) {
        double whole = offset < 0 ? Math.ceil(offset) : Math.floor(offset);
        double base = position + whole;
        return base >= 0 && base < last ? base + (offset - whole) : base >= last ? last : 0;
    }

    /** Mirrored at −0.5 and size − 0.5. */
    private static double reflected(double point, int size) {
        double distance = Math.abs(point + 0.5);
        double rest = distance % size;
        boolean even = Math.floor(distance / size) % 2 == 0;
        return (even ? rest : size - rest) - 0.5;
    }

    private DoubleTensor taps(DoubleTensor coordinates, DoubleTensor offsets) {
        DoubleTensor taps = DoubleTensor.zeros(coordinates.n(), 2 * g, coordinates.h(), coordinates.w());
        for (int n = 0; n < taps.n(); n++) {
            for (int k = 0; k < 2 * g; k++) {
                for (int y = 0; y < taps.h(); y++) {
                    for (int x = 0; x < taps.w(); x++) {
                        double point = coordinates.get(n, k, y, x);
                        // The fraction of a negative offset that was truncated is negative, too.
                        boolean beyond = has(TRUNCATED) && offset(offsets, n, k, y, x) < 0;
                        taps.set(n, k, y, x, beyond ? Math.ceil(point) : Math.floor(point));
                    }
                }
            }
        }
        return taps;
    }

    private DoubleTensor bilinear(DoubleTensor coordinates, DoubleTensor taps) {
        DoubleTensor bilinear = DoubleTensor.zeros(taps.n(), 4 * g, taps.h(), taps.w());
        for (int n = 0; n < taps.n(); n++) {
            for (int group = 0; group < g; group++) {
                for (int y = 0; y < taps.h(); y++) {
                    for (int x = 0; x < taps.w(); x++) {
                        double fx = coordinates.get(n, group, y, x) - taps.get(n, group, y, x);
                        double fy = coordinates.get(n, g + group, y, x) - taps.get(n, g + group, y, x);
                        double ne = fx * (1 - fy);
                        double sw = (1 - fx) * fy;
                        bilinear.set(n, group, y, x, (1 - fx) * (1 - fy));
                        bilinear.set(n, g + group, y, x, has(SWAPPED_NEIGHBOURS) ? sw : ne);
                        bilinear.set(n, 2 * g + group, y, x, has(SWAPPED_NEIGHBOURS) ? ne : sw);
                        bilinear.set(n, 3 * g + group, y, x, fx * fy);
                    }
                }
            }
        }
        return bilinear;
    }

    private DoubleTensor sample(Tensor x, DoubleTensor coordinates, DoubleTensor taps, DoubleTensor bilinear) {
        DoubleTensor output = DoubleTensor.zeros(x.n(), x.c(), taps.h(), taps.w());
        for (int n = 0; n < x.n(); n++) {
            for (int c = 0; c < x.c(); c++) {
                int group = has(MISINDEXED_GROUPS) ? c % g : c / (x.c() / g);
                for (int h = 0; h < taps.h(); h++) {
                    for (int w = 0; w < taps.w(); w++) {
                        output.set(n, c, h, w, has(NEAREST)
                                ? nearest(x, n, c, coordinates, group, h, w)
                                : sum(x, n, c, taps, bilinear, group, h, w));
                    }
                }
            }
        }
        return output;
    }

    private double nearest(Tensor x, int n, int c, DoubleTensor coordinates, int group, int h, int w) {
        return value(x, n, c,
                (int) Math.rint(coordinates.get(n, g + group, h, w)), (int) Math.rint(coordinates.get(n, group, h, w)));
    }

    private double sum(Tensor x, int n, int c, DoubleTensor taps, DoubleTensor bilinear, int group, int h, int w) {
        int x0 = (int) taps.get(n, group, h, w);
        int y0 = (int) taps.get(n, g + group, h, w);
        double sum = 0;
        for (int neighbour = 0; neighbour < 4; neighbour++) {
            sum += bilinear.get(n, neighbour * g + group, h, w)
                    * value(x, n, c, y0 + neighbour / 2, x0 + neighbour % 2);
        }
        return sum;
    }

    private double value(Tensor x, int n, int c, int h, int w) {
        if (has(REPEATED_EDGE)) {
            return x.get(n, c, Math.clamp(h, 0, x.h() - 1), Math.clamp(w, 0, x.w() - 1));
        }
        return h >= 0 && h < x.h() && w >= 0 && w < x.w() ? x.get(n, c, h, w) : 0;
    }

    private static double half(double value) {
        return Float.float16ToFloat(Float.floatToFloat16((float) value));
    }

    /** To nearest, ties to even, by the carry out of the lower half. */
    private static double bfloat16(double value) {
        int bits = Float.floatToRawIntBits((float) value);
        return Float.intBitsToFloat((bits + 0x7FFF + (bits >>> 16 & 1)) & 0xFFFF0000);
    }
}
