package io.github.dysample.verify.internal.check;

import io.github.dysample.verify.Precision;
import io.github.dysample.verify.Stage;
import io.github.dysample.verify.Tolerance;
import io.github.dysample.verify.internal.text.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What the wrong values of a stage have in common, whatever the cause: right ones in wrong places, the same error
 * everywhere, the same value everywhere, or errors in one region only.
 */
final class Patterns {
    /** As in the diagnosis, the share of the wrong values that a pattern may leave unexplained. */
    private static final double UNEXPLAINED = 0.05;

    /** Fewer values may be equal by chance. */
    private static final int ENOUGH = 4;

    /** A larger factor is not a mistake in a formula. */
    private static final double LARGEST_FACTOR = 1e4;

    private static final double LARGEST_HALF = 65504;

    private final StageValues given;
    private final double[] actual;
    private final double[] exact;
    private final Tolerance tolerance;
    private final Axes axes;
    private final int[] wrong;
    private final Map<Component, Double> lasts = new EnumMap<>(Component.class);
    private final List<String> seen = new ArrayList<>();

    private Patterns(StageValues given, double[] exact, Tolerance tolerance, int groups) {
        this.given = given;
        actual = given.values();
        this.exact = exact;
        this.tolerance = tolerance;
        axes = Axes.of(given.shape(), groups);
        wrong = IntStream.range(0, actual.length).filter(i -> !allows(i, exact[i])).toArray();
    }

    /** {@return the patterns, phrases that follow the name of the stage} */
    static List<String> of(StageValues given, double[] exact, Tolerance tolerance, int groups) {
        Patterns patterns = new Patterns(given, exact, tolerance, groups);
        if (patterns.wrong.length > 0) {
            patterns.rearrangements();
            patterns.values();
            patterns.amounts();
            patterns.seen.addAll(Region.of(given.stage(), patterns.axes, patterns.wrong));
        }
        return patterns.seen;
    }

    private boolean allows(int i, double expected) {
        return tolerance.allows(actual[i], expected, given.precision());
    }

    /** Whether nearly all that is wrong is as predicted, and nothing that is right is predicted to be wrong. */
    private boolean explains(IntToDoubleFunction prediction) {
        long off = 0;
        for (int i = 0; i < actual.length; i++) {
            off += allows(i, prediction.applyAsDouble(i)) ? 0 : 1;
        }
        return off <= UNEXPLAINED * wrong.length;
    }

    private void rearrangements() {
        for (Rearrangement way : Rearrangement.values()) {
            if (way.fits.test(axes) && explains(i -> rearranged(way, i))) {
                seen.add("has the right values " + way.text);
            }
        }
        if (given.precision() == Precision.SINGLE && explains(i -> reversedBytes(exact[i]))) {
            seen.add("has the right values with their bytes in reverse order");
        }
    }

    private double rearranged(Rearrangement way, int i) {
        int source = way.source.of(axes, axes.item(i), axes.channel(i), axes.row(i), axes.column(i));
        return source == Axes.NOWHERE ? actual[i] : exact[source];
    }

    private static double reversedBytes(double value) {
        return Float.intBitsToFloat(Integer.reverseBytes(Float.floatToRawIntBits((float) value)));
    }

    private void values() {
        if (given.precision() == Precision.HALF && Arrays.stream(wrong)
                .allMatch(i -> Double.isInfinite(actual[i]) && Math.abs(exact[i]) > LARGEST_HALF)) {
            seen.add("is past the range of float16");
            return;
        }
        double first = actual[wrong[0]];
        if (wrong.length < ENOUGH || Arrays.stream(wrong).anyMatch(i -> Double.compare(actual[i], first) != 0)) {
            return;
        }
        boolean throughout = IntStream.range(0, actual.length).allMatch(i -> Double.compare(actual[i], first) == 0);
        String negative = first == 0 && Arrays.stream(wrong).allMatch(i -> exact[i] < 0) ? ", for negative values" : "";
        String value = Double.isFinite(first) ? Numbers.precise(first) : Double.toString(first);
        seen.add("is " + value + (throughout ? " throughout" : " wherever it is wrong") + negative);
    }

    /** An error that all values share, or those of the component if only one is wrong. */
    private void amounts() {
        Component component = Component.onlyOf(given.stage(), axes, wrong);
        IntPredicate concerned = i -> component == null || component == Component.of(given.stage(), axes, i);
        int largest = Arrays.stream(wrong)
                .filter(i -> Double.isFinite(exact[i]) && Double.isFinite(actual[i]))
                .reduce((i, j) -> Math.abs(exact[j]) > Math.abs(exact[i]) ? j : i)
                .orElse(-1);
        if (largest < 0) {
            return;
        }
        String whose = component == null ? "has the right values " : "has the right " + component.text() + " ";
        double factor = actual[largest] / exact[largest];
        if (1 / LARGEST_FACTOR < Math.abs(factor) && Math.abs(factor) < LARGEST_FACTOR
                && explains(i -> concerned.test(i) ? factor * exact[i] : exact[i])) {
            seen.add(whose + "multiplied by " + Numbers.precise(factor));
            return;
        }
        double[] differences =
                Arrays.stream(wrong).mapToDouble(i -> actual[i] - exact[i]).filter(Double::isFinite).sorted().toArray();
        if (differences.length > 0) {
            double excess = differences[differences.length / 2];
            long inside = Arrays.stream(wrong).filter(i -> !isClipped(i)).count();
            if (excess != 0 && 2 * inside >= wrong.length
                    && explains(i -> concerned.test(i) ? shifted(i, excess) : exact[i])) {
                seen.add(whose + "plus " + Numbers.precise(excess));
            }
        }
    }

    /** A coordinate at the edge may come from anywhere beyond, so it counts as explained. */
    private double shifted(int i, double excess) {
        if (isClipped(i)) {
            return actual[i];
        }
        double shifted = exact[i] + excess;
        return given.stage() == Stage.COORDINATES ? Math.clamp(shifted, 0, last(i)) : shifted;
    }

    private boolean isClipped(int i) {
        return given.stage() == Stage.COORDINATES && (exact[i] <= 0 || exact[i] >= last(i));
    }

    /** The largest coordinate of the same component. */
    private double last(int index) {
        return lasts.computeIfAbsent(Component.of(given.stage(), axes, index), this::largest);
    }

    private double largest(Component component) {
        return IntStream.range(0, exact.length)
                .filter(i -> Component.of(given.stage(), axes, i) == component)
                .mapToDouble(i -> exact[i])
                .max()
                .orElse(0);
    }
}
