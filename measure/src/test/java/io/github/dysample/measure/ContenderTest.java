package io.github.dysample.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ContenderTest {
    private static Object sink;

    @Test
    void contendersTakeTurns() {
        List<Integer> calls = new ArrayList<>();
        Contender first = new Contender(() -> calls.add(1));
        Contender second = new Contender(() -> calls.add(2));
        assertEquals(3, Contender.repeat(List.of(first, second), 3, Long.MAX_VALUE));
        assertTrue(first.calls() >= 3);
        int turns = 0;
        for (int i = 1; i < calls.size(); i++) {
            turns += calls.get(i).equals(calls.get(i - 1)) ? 0 : 1;
        }
        // Warm-up: 1 1 1 2 2 2. Then 1 2, 2 1, 1 2, where equal neighbours run on.
        assertEquals(5, turns);
    }

    @Test
    void noCallBeginsAfterTheTimeIsUp() {
        int[] calls = new int[1];
        Contender contender = new Contender(() -> calls[0]++);
        assertEquals(0, Contender.takeTurns(List.of(contender), 0));
        assertEquals(0, Contender.repeat(List.of(contender), 5, 0));
        assertEquals(0, calls[0]);
        assertTrue(Contender.takeTurns(List.of(contender, contender), 50_000_000) < Integer.MAX_VALUE);
        assertTrue(calls[0] > 0);
    }

    @Test
    void everyCallAfterTheWarmUpIsCounted() {
        int[] calls = new int[1];
        Contender contender = new Contender(() -> calls[0]++);
        contender.warmUp(20_000_000); // long enough that a pause of the machine does not pass for a slow call
        assertThrows(IllegalArgumentException.class, contender::millis);
        int warmUps = calls[0];
        contender.measure(0);
        contender.measure(1_000_000);
        assertEquals(calls[0] - warmUps, contender.calls());
        // An increment takes nanoseconds, so several were timed at once.
        assertTrue(contender.millis().count() < contender.calls());
        assertTrue(contender.millis().least() >= 0);
    }

    @Test
    void allocationIsCountedPerCall() {
        assertEquals(OptionalLong.of(0), AllocatedBytes.perCall(() -> { }));
        long bytes = AllocatedBytes.perCall(() -> sink = new float[1000]).orElseThrow();
        assertTrue(bytes >= 4000 && bytes < 4200, () -> bytes + " bytes");
    }
}
