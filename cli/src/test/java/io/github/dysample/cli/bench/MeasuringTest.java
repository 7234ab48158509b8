package io.github.dysample.cli.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.DySampleConfig;
import io.github.dysample.Style;
import io.github.dysample.Tensor;
import io.github.dysample.spi.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class MeasuringTest {

    @Test
    void timesAreSummedUpInMilliseconds() {
        Times times = new Times();
        for (int i = 0; i < 100; i++) {
            times.add(2_000_000, 1);
            times.add(12_000_000, 3);
        }
        Times.Summary even = times.summary();
        assertEquals(new Times.Summary(400, 3, Math.sqrt(200.0 / 199), 3, 2), even);
        times.add(9_000_000, 1);
        assertEquals(4, times.summary().median());
    }

    @Test
    void workIsCountedPerCall() {
        Shape shape = new Shape(1, 256, 120, 120);
        Work lp = Work.of(shape, DySampleConfig.dySample(256));
        double outputs = 256 * 240 * 240;
        assertEquals(2.0 * 256 * 32 * 120 * 120 + 7 * outputs, lp.operations());
        assertEquals(4 * (256 * 120 * 120 + outputs), lp.bytes());
        Work plPlus = Work.of(shape, new DySampleConfig(256, 2, 4, Style.PL, true));
        assertEquals(2 * 2.0 * 64 * 8 * 240 * 240 + 7 * outputs, plPlus.operations());
    }

    @Test
    void theCopyLoopReadsAndWritesEverything() {
        Tensor x = Tensor.zeros(2, 3, 5, 7);
        for (int i = 0; i < x.data().length; i++) {
            x.data()[i] = i + 1;
        }
        try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
            for (Workers workers : List.of(Workers.caller(), Workers.of(pool, 3))) {
                Tensor out = Tensor.zeros(2, 3, 10, 14);
                new CopyLoop(x, out, workers).run();
                int[] copies = new int[x.data().length + 1];
                for (float value : out.data()) {
                    copies[(int) value]++;
                }
                int[] expected = new int[copies.length];
                Arrays.fill(expected, 1, expected.length, 4);
                assertArrayEquals(expected, copies);
            }
        }
    }

    @Test
    void contendersTakeTurns() {
        List<Integer> calls = new ArrayList<>();
        Contender first = new Contender(() -> calls.add(1));
        Contender second = new Contender(() -> calls.add(2));
        Schedule.run(List.of(first, second), 0);
        assertTrue(first.times().summary().calls() >= 3);
        int turns = 0;
        for (int i = 1; i < calls.size(); i++) {
            turns += calls.get(i).equals(calls.get(i - 1)) ? 0 : 1;
        }
        // Warm-up: 1 2. Then 1 2, 2 1, 1 2, where equal neighbours run on.
        assertEquals(5, turns);
    }

    @Test
    void aResultThatDiffersInABitIsRefused() throws DisagreementException {
        Shape shape = new Shape(1, 1, 1, 3);
        Tensor expected = Tensor.of(new float[] {1, 0, 2}, 1, 1, 1, 3);
        DisagreementException.check("vector", shape, expected, expected);
        assertRefused("element 1 is -0.0 on backend vector, and 0.0 on scalar", expected, 1, -0f, 2);
        assertRefused("element 2 is 2.0000002", expected, 1, 0, Math.nextUp(2f));
        Tensor undefined = Tensor.of(new float[] {1, Float.NaN, 2}, 1, 1, 1, 3);
        assertRefused("element 1 is NaN", undefined, 1, Float.NaN, 2);
    }

    private static void assertRefused(String reason, Tensor expected, float... actual) {
        String message = assertThrows(DisagreementException.class, () -> DisagreementException.check(
                        "vector", new Shape(1, 1, 1, 3), expected, Tensor.of(actual, 1, 1, 1, 3)))
                .getMessage();
        assertTrue(message.contains("shape 1x1x1x3") && message.contains(reason), message);
    }
}
