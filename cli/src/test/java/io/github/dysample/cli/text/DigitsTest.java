package io.github.dysample.cli.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class DigitsTest {
    @Test
    void threeAtMost() {
        assertEquals("0", Digits.three(0));
        assertEquals("-1", Digits.three(-1));
        assertEquals("0.5", Digits.three(0.5));
        assertEquals("120", Digits.three(120.4));
        assertEquals("100", Digits.three(100));
        assertEquals("1.23e5", Digits.three(123456));
        assertEquals("1e-7", Digits.three(1e-7));
        assertEquals("1.5e12", Digits.three(1.5e12));
    }
}
