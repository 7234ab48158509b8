package io.github.dysample.cli.verify;

import io.github.dysample.compare.Tolerance;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * What the wrong values of a stage have in common, whatever made them: right ones in wrong places, all off by the same,
 * or wrong in one region only.
 */
final class Patterns {
    /** As the diagnosis: what a pattern may leave of the values that are off. */
    private static final double UNEXPLAINED = 0.05;

    /** Fewer wrong values are in one row or column by chance. */
    private static final int ENOUGH = 4;

    private final Given given;
    private final double[] actual;
    private final double[] exact;
    private final Tolerance tolerance;
    private final Axes axes;
    private final long wrong;

    private Patterns(Given given, double[] exact, Tolerance tolerance, int groups) {
        this.given = given;
        actual = given.values();
        this.exact = exact;
        this.tolerance = tolerance;
        axes = Axes.of(given.shape(), groups);
        wrong = count(i -> exact[i]);
    }

    /**
     * Looks for them.
     *
     * @param given what a port gave
     * @param exact what it should be
     * @param tolerance how far it may be off
     * @param groups of the layer
     * @return each in the words that follow the name of the stage
     */
    static List<String> of(Given given, double[] exact, Tolerance tolerance, int groups) {
        Patterns patterns = new Patterns(given, exact, tolerance, groups);
        List<String> seen = new ArrayList<>();
        if (patterns.wrong > 0) {
            patterns.rearrangements(seen);
            patterns.amounts(seen);
        }
        if (patterns.wrong >= ENOUGH) {
            seen.addAll(new Region(patterns.axes, i -> !patterns.allows(i, exact[i])).seen());
        }
        return seen;
    }

    private boolean allows(int i, double expected) {
        return tolerance.allows(actual[i], expected, given.precision());
    }

    private boolean explains(IntToDoubleFunction pattern) {
        return count(pattern) <= UNEXPLAINED * wrong;
    }

    /** How many values are not as expected. */
    private long count(IntToDoubleFunction expected) {
        long count = 0;
        for (int i = 0; i < actual.length; i++) {
            count += allows(i, expected.applyAsDouble(i)) ? 0 : 1;
        }
        return count;
    }

    private void rearrangements(List<String> seen) {
        for (Rearrangement way : Rearrangement.values()) {
            if (way.fits(axes) && explains(i -> rearranged(way, i))) {
                seen.add("has the right values " + way.text());
            }
        }
    }

    private double rearranged(Rearrangement way, int i) {
        int source = way.source(axes, axes.item(i), axes.channel(i), axes.row(i), axes.column(i));
        return source == Rearrangement.NOWHERE ? actual[i] : exact[source];
    }

    private void amounts(List<String> seen) {
        int largest = 0;
        for (int i = 0; i < exact.length; i++) {
            if (Double.isFinite(exact[i]) && Math.abs(exact[i]) > Math.abs(exact[largest])) {
                largest = i;
            }
        }
        double factor = actual[largest] / exact[largest];
        double excess = actual[largest] - exact[largest];
        if (actual.length > 1 && count(i -> actual[0]) == 0) {
            seen.add("is " + Figures.text(actual[0]) + " throughout");
        } else if (explains(i -> factor * exact[i])) {
            seen.add("has the right values multiplied by " + Figures.text(factor));
        } else if (explains(i -> exact[i] + excess)) {
            seen.add("has the right values plus " + Figures.text(excess));
        }
    }
}
