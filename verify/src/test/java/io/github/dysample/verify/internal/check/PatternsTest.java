package io.github.dysample.verify.internal.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.dysample.verify.Precision;
import io.github.dysample.verify.Stage;
import io.github.dysample.verify.Tolerance;
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
        return seen(Stage.OUTPUT, axes, actual);
    }

    private static List<String> seen(Stage stage, Axes axes, double[] actual) {
        return seen(stage, axes, actual, Arrays.copyOf(EXACT, axes.elements()));
    }

    private static List<String> seen(Stage stage, Axes axes, double[] actual, double[] exact) {
        long[] shape = {axes.items(), axes.channels(), axes.height(), axes.width()};
        Tolerance tolerance = new Tolerance(0, 1e-6, 0);
        return Patterns.of(
                new StageValues(stage, shape, actual, Precision.SINGLE, null, null), exact, tolerance, axes.groups());
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
        Axes axes = way.fits.test(AXES) ? AXES : new Axes(4, 8, 6, 6, GROUPS);
        double[] actual = new double[axes.elements()];
        Arrays.setAll(actual, i -> {
            int source = way.source.of(axes, axes.item(i), axes.channel(i), axes.row(i), axes.column(i));
            return source == Axes.NOWHERE ? 0 : EXACT[source];
        });
        List<String> seen = seen(axes, actual);
        assertEquals("has the right values " + way.text, seen.getFirst());
        // The first item is right where all have its values.
        assertEquals(way == Rearrangement.FIRST_ITEM ? 2 : 1, seen.size(), seen.toString());
    }

    @Test
    void allOffByTheSame() {
        assertEquals(List.of("has the right values multiplied by 1.00392"),
                seen(Arrays.stream(EXACT).map(value -> value * 256 / 255).toArray()));
        assertEquals(List.of("has the right values plus -0.5"),
                seen(Arrays.stream(EXACT).map(value -> value - 0.5).toArray()));
        assertEquals(List.of("has the right values with their bytes in reverse order"),
                seen(Arrays.stream(EXACT)
                        .map(value -> Float.intBitsToFloat(
                                Integer.reverseBytes(Float.floatToRawIntBits((float) value))))
                        .toArray()));
    }

    private static double[] filled(double value) {
        double[] values = new double[EXACT.length];
        Arrays.fill(values, value);
        return values;
    }

    @Test
    void theSameValue() {
        assertEquals(List.of("is 0 throughout"), seen(filled(0)));
        assertEquals(List.of("is NaN throughout"), seen(filled(Double.NaN)));
        double[] holes = EXACT.clone();
        for (int i = 0; i < holes.length; i += 29) {
            holes[i] = 0;
        }
        assertEquals(List.of("is 0 wherever it is wrong"), seen(holes));
        double[] butOne = filled(Double.NaN);
        butOne[3] = 7;
        assertEquals(List.of(), seen(butOne));
    }

    private static List<String> wrongWhere(Stage stage, IntPredicate place) {
        double[] actual = new double[EXACT.length];
        Random random = new Random(3);
        Arrays.setAll(actual, i -> place.test(i) ? random.nextDouble() : EXACT[i]);
        return seen(stage, AXES, actual);
    }

    @Test
    void wrongInOneRegion() {
        assertEquals(List.of("is wrong only in the first item"), wrongWhere(Stage.OUTPUT, i -> AXES.item(i) == 0));
        assertEquals(List.of("is wrong only after the first item"), wrongWhere(Stage.OUTPUT, i -> AXES.item(i) > 0));
        assertEquals(List.of("is wrong only after the first group"),
                wrongWhere(Stage.OUTPUT, i -> AXES.channel(i) >= 4));
        assertEquals(List.of("is wrong only in the first group"),
                wrongWhere(Stage.TAPS, i -> AXES.channel(i) % 2 == 0));
        assertEquals(List.of("is wrong only in y"), wrongWhere(Stage.TAPS, i -> AXES.channel(i) >= 4));
        assertEquals(List.of("is wrong only in y", "is wrong only in the first group"),
                wrongWhere(Stage.OFFSETS, i -> AXES.channel(i) / 2 == 2));
        assertEquals(List.of("is wrong only before the last row"), wrongWhere(Stage.OUTPUT, i -> AXES.row(i) < 5));
        assertEquals(List.of("is wrong only in the first and the last column"),
                wrongWhere(Stage.OUTPUT, i -> AXES.column(i) % 6 == 0));
        assertEquals(List.of(), wrongWhere(Stage.OUTPUT, i -> AXES.column(i) % 2 == 0));
    }

    @Test
    void oneComponentOff() {
        double[] actual = EXACT.clone();
        for (int i = 0; i < actual.length; i++) {
            actual[i] *= AXES.channel(i) < 4 ? 2 : 1;
        }
        assertEquals(List.of("has the right x multiplied by 2", "is wrong only in x"),
                seen(Stage.OFFSETS, AXES, actual));
    }

    /** What was clipped may come from anywhere beyond. */
    @Test
    void coordinatesShiftedAndClipped() {
        double[] exact = Arrays.stream(EXACT).map(value -> Math.clamp(10 * value - 14, 0, 5)).toArray();
        double[] actual = Arrays.stream(EXACT).map(value -> Math.clamp(10 * value - 13.5, 0, 5)).toArray();
        assertEquals(List.of("has the right values plus 0.5"), seen(Stage.COORDINATES, AXES, actual, exact));
    }

    @Test
    void allClippedMayBeAnything() {
        double[] exact = Arrays.stream(EXACT).map(value -> value < 1.5 ? 0 : 5).toArray();
        double[] actual = Arrays.stream(EXACT).map(value -> value < 1.3 ? 0 : 5 * value / 2).toArray();
        assertEquals(List.of(), seen(Stage.COORDINATES, AXES, actual, exact));
    }

    @Test
    void fewWrongValuesAreNowhereInParticular() {
        Axes axes = new Axes(3, 3, 12, 12, 1);
        for (int seed = 0; seed < 100; seed++) {
            double[] actual = Arrays.copyOf(EXACT, axes.elements());
            for (int wrong : new Random(seed).ints(4, 0, actual.length).toArray()) {
                actual[wrong] -= 0.1 * (wrong % 7 + 1);
            }
            assertEquals(List.of(), seen(axes, actual));
        }
    }
}
