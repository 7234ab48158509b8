package io.github.dysample.jmh.cold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.measure.Shape;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Times that were made up, so that every value of the table is known. */
class TableTest {
    private static final Shape SHAPE = new Shape(1, 64, 32, 32);
    private static final List<Shape> SHAPES = List.of(SHAPE);

    private final Runs runs = new Runs();

    private void add(Kind kind, Choice choice, double settled, double bytes, String bits, double... calls) {
        runs.add(new Run(
                new Start(kind, SHAPE, choice), 500, new Times(0, 1, calls, settled, bytes, bits, "1")));
    }

    private void addUsual() {
        // Three processes each, the middle one of which counts.
        for (double factor : new double[] {1, 0.1, 10}) {
            add(Kind.USUAL, Choice.SCALAR, 8 * factor, 0, "a", 40 * factor, 20 * factor, 20 * factor);
            add(Kind.USUAL, Choice.VECTOR, 2 * factor, 0, "a", 400 * factor, 30 * factor, 10 * factor);
            add(Kind.USUAL, Choice.AUTOMATIC, 3 * factor, 0, "a", 50 * factor, 40 * factor, 30 * factor);
        }
    }

    private double value(Row row) {
        return row.value(runs, SHAPE);
    }

    @Test
    void ratiosAreOfMedians() {
        addUsual();
        assertEquals(1.25, value(Row.FIRST));
        assertEquals(1.5, value(Row.SUM)); // over scalar's, which is the smaller
        assertEquals(1.5, value(Row.SETTLED));
        assertEquals(0, value(Row.BYTES));
    }

    @Test
    void theSumIsOverWhoeverIsFaster() {
        add(Kind.USUAL, Choice.SCALAR, 1, 0, "a", 40, 40);
        add(Kind.USUAL, Choice.VECTOR, 1, 0, "a", 30, 10);
        add(Kind.USUAL, Choice.AUTOMATIC, 1, 0, "a", 20, 20);
        assertEquals(1, value(Row.SUM));
    }

    @Test
    void theSumIsOfCallsThatAllMade() {
        add(Kind.USUAL, Choice.SCALAR, 1, 0, "a", 10, 10);
        add(Kind.USUAL, Choice.VECTOR, 1, 0, "a", 40, 10, 10);
        add(Kind.USUAL, Choice.AUTOMATIC, 1, 0, "a", 10, 20, 1000);
        assertEquals(1.5, value(Row.SUM));
        assertEquals(2, runs.calls(Kind.USUAL, SHAPE));
    }

    @Test
    void theWorstCallIsThatOfMediansByItsNumber() {
        // The second call is the worst one by its medians; single processes have worse ones.
        add(Kind.INTERPRETED, Choice.SCALAR, 1, 0, "a", 10, 10, 10);
        add(Kind.INTERPRETED, Choice.SCALAR, 1, 0, "a", 10, 10, 1);
        add(Kind.INTERPRETED, Choice.SCALAR, 1, 0, "a", 10, 20, 10);
        add(Kind.INTERPRETED, Choice.AUTOMATIC, 1, 0, "a", 10, 20, 11);
        add(Kind.INTERPRETED, Choice.AUTOMATIC, 1, 0, "a", 99, 20, 11);
        add(Kind.INTERPRETED, Choice.AUTOMATIC, 1, 0, "a", 10, 20, 99);
        assertEquals(2, value(Row.INTERPRETED));
    }

    @Test
    void bytesAreTheMostOfAnyProcess() {
        add(Kind.USUAL, Choice.AUTOMATIC, 1, 0, "a", 1);
        add(Kind.USUAL, Choice.AUTOMATIC, 1, 24, "a", 1);
        add(Kind.USUAL, Choice.VECTOR, 1, 1000, "a", 1);
        assertEquals(24, value(Row.BYTES));
    }

    @Test
    void bitsAreCountedOverAllOfOurs() {
        addUsual();
        add(Kind.CHECKED, Choice.SCALAR, 1, 0, "a", 1);
        add(Kind.USUAL, Choice.PYTORCH, 1, 0, "-", 1);
        assertEquals(1, value(Row.BITS));
        add(Kind.CHECKED, Choice.AUTOMATIC, 1, 0, "a+b", 1);
        assertEquals(2, value(Row.BITS));
    }

    @Test
    void asMarkdown() {
        addUsual();
        Table table = new Table(runs, SHAPES, EnumSet.of(Row.FIRST, Row.SETTLED, Row.BYTES));
        assertEquals("""
                | the automatic choice | target ≤ | 1x64x32x32 |
                | --- | --: | --: |
                | first call, over scalar's | 1.30 | 1.25 |
                | settled call, over vector's | 1.10 | **1.50** |
                | bytes a settled call | 0 | 0 |
                """, table.rows());
        String millis = table.millis();
        assertTrue(millis.contains("| automatic | the first calls | 120 |"), millis);
        assertTrue(millis.contains("| vector | settled call | 2.00 |"), millis);
        assertFalse(millis.contains("PyTorch"), millis);
        assertEquals("3", table.calls());
    }

    @Test
    void timesThatWereNotMeasured() {
        add(Kind.USUAL, Choice.PYTORCH, Double.NaN, Double.NaN, "-", 4);
        String millis = new Table(runs, SHAPES, Set.of()).millis();
        assertTrue(millis.contains("| PyTorch 1 | settled call | – |"), millis);
    }

    @Test
    void aValueForTheFile() {
        addUsual();
        Table table = new Table(runs, SHAPES, EnumSet.of(Row.FIRST));
        assertEquals(
                "{benchmark=cold.FIRST, shape=1x64x32x32, what=first call, over scalar's, value=1.25, target=1.3, "
                        + "firstCalls=3}",
                table.fields(Row.FIRST, SHAPE).toString());
    }

    @Test
    void whoComputesTakesTurns() {
        List<Start> starts = Start.all(EnumSet.of(Kind.CHECKED, Kind.INTERPRETED), SHAPES, 2);
        assertEquals(
                List.of(
                        "checked scalar 1x64x32x32", "checked vector 1x64x32x32", "checked automatic 1x64x32x32",
                        "interpreted scalar 1x64x32x32", "interpreted automatic 1x64x32x32",
                        "interpreted scalar 1x64x32x32", "interpreted automatic 1x64x32x32"),
                starts.stream().map(Start::text).toList());
    }
}
