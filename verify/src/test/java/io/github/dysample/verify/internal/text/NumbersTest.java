package io.github.dysample.verify.internal.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class NumbersTest {
    @Test
    void threeAtMost() {
        assertEquals("0", Numbers.text(0));
        assertEquals("-1", Numbers.text(-1));
        assertEquals("0.5", Numbers.text(0.5));
        assertEquals("120", Numbers.text(120.4));
        assertEquals("100", Numbers.text(100));
        assertEquals("123456", Numbers.text(123456));
        assertEquals("1.23e5", Numbers.text(123456.7));
        assertEquals("1e-7", Numbers.text(1e-7));
        assertEquals("1.5e12", Numbers.text(1.5e12));
    }

    @Test
    void whatIsNotFinite() {
        assertEquals("NaN", Numbers.text(Double.NaN));
        assertEquals("–", Numbers.cell(Double.NaN));
        assertEquals("−∞", Numbers.cell(Double.NEGATIVE_INFINITY));
    }

    @Test
    void lessThanAllIsNever100PerCent() {
        assertEquals("100 %", Numbers.percent(5, 5));
        assertEquals("99.9 %", Numbers.percent(99_999, 100_000));
        assertEquals("0 %", Numbers.percent(0, 0));
    }
}
