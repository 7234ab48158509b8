package io.github.dysample.cli.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.cli.golden.Stage;
import io.github.dysample.compare.Precision;
import io.github.dysample.compare.Tolerance;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PatternsTest {
    private static final int GROUPS = 2;
    private static final Axes AXES = new Axes(4, 8, 6, 7, GROUPS);
    private static final double[] EXACT =
            new Random(1).doubles(AXES.elements()).map(value -> value + 1).toArray();

    private static List<String> seen(double[] actual) {
        return seen(AXES, actual);
    }

    private static List<String> seen(Axes axes, double[] actual) {
        long[] shape = {axes.items(), axes.channels(), axes.height(), axes.width()};
        double[] exact = Arrays.copyOf(EXACT, axes.elements());
        Tolerance tolerance = new Tolerance(0, 1e-6, 0);
        return Patterns.of(new Given(Stage.OUTPUT, shape, actual, Precision.SINGLE, null), exact, tolerance, GROUPS);
    }

    @Test
    void nothingInRightValues() {
        assertEquals(List.of(), seen(EXACT));
    }

    @Test
    void nothingInNoise() {
        assertEquals(List.of(), seen(new Random(2).doubles(EXACT.length).toArray()));
    }

    @ParameterizedTest
    @EnumSource
    void rightValuesInWrongPlaces(Rearrangement way) {
        Axes axes = way.fits(AXES) ? AXES : new Axes(4, 8, 6, 6, GROUPS);
        double[] actual = new double[axes.elements()];
        Arrays.setAll(actual, i -> {
            int source = way.source(axes, axes.item(i), axes.channel(i), axes.row(i), axes.column(i));
            return source == Rearrangement.NOWHERE ? 0 : EXACT[source];
        });
        List<String> seen = seen(axes, actual);
        assertEquals("has the right values " + way.text(), seen.getFirst());
        // The first item is right where all have its values.
        assertEquals(way == Rearrangement.FIRST_ITEM ? 2 : 1, seen.size(), seen.toString());
    }

    @Test
    void allOffByTheSame() {
        assertEquals(List.of("has the right values multiplied by 1.5"),
                seen(Arrays.stream(EXACT).map(value -> 1.5 * value).toArray()));
        assertEquals(List.of("has the right values plus -0.5"),
                seen(Arrays.stream(EXACT).map(value -> value - 0.5).toArray()));
        assertEquals(List.of("is 0 throughout"), seen(new double[EXACT.length]));
    }

    private static List<String> wrongWhere(IntPredicate place) {
        double[] actual = new double[EXACT.length];
        Random random = new Random(3);
        Arrays.setAll(actual, i -> place.test(i) ? random.nextDouble() : EXACT[i]);
        return seen(actual);
    }

    @Test
    void wrongInOneRegion() {
        assertEquals(List.of("is wrong only in the first item"), wrongWhere(i -> AXES.item(i) == 0));
        assertEquals(List.of("is wrong only after the first item"), wrongWhere(i -> AXES.item(i) > 0));
        assertEquals(List.of("is wrong only in one channel"), wrongWhere(i -> AXES.channel(i) == 3));
        assertEquals(List.of("is wrong only before the last row"), wrongWhere(i -> AXES.row(i) < 5));
        assertEquals(List.of("is wrong only in the first and the last column"),
                wrongWhere(i -> AXES.column(i) % 6 == 0));
        assertTrue(wrongWhere(i -> AXES.column(i) % 2 == 0).isEmpty());
        // Three values are in one row by chance.
        assertTrue(wrongWhere(i -> i < 3).isEmpty());
    }
}
