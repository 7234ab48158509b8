package io.github.dysample.jmh.cold;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TimesTest {
    @Test
    void aLineAmongOthers() {
        Times times = new Times(1_800_000_000_123L, 38.25, new double[] {58.5, 1e-3}, 0.17, 0, "12ab+34cd", "25.0.3");
        Times parsed = Times.parse("WARNING: Using incubator modules\n" + times.line() + "\nbye\n");
        assertArrayEquals(times.callMillis(), parsed.callMillis());
        assertEquals(times.line(), parsed.line());
        assertEquals(1_800_000_000_123L, parsed.firstResult());
        assertEquals(58.5, parsed.firstMillis());
        assertEquals(58.501, parsed.sumMillis(20));
        assertEquals(58.5, parsed.sumMillis(1));
    }

    @Test
    void whatWasNotMeasured() {
        Times times = Times.parse("cold first=1 make=2 calls=3 settled=NaN bytes=NaN bits=- version=1.13.0a0");
        assertTrue(Double.isNaN(times.settledMillis()));
        assertTrue(Double.isNaN(times.bytesPerCall()));
    }

    @Test
    void linesThatAreNone() {
        assertThrows(IllegalArgumentException.class, () -> Times.parse("WARNING: cold first=1\n"));
        IllegalArgumentException lacking = assertThrows(
                IllegalArgumentException.class,
                () -> Times.parse("cold first=1 make=2 settled=3 bytes=0 bits=- version=1"));
        assertEquals("its line of times lacks calls", lacking.getMessage());
    }
}
