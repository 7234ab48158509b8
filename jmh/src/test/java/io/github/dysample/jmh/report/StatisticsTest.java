package io.github.dysample.jmh.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class StatisticsTest {
    @Test
    void median() {
        assertEquals(3, Statistics.median(3));
        assertEquals(2, Statistics.median(9, 1, 2));
        assertEquals(2.5, Statistics.median(4, 1, 2, 3));
    }

    @Test
    void spread() {
        assertEquals(1, Statistics.least(3, 1, 2));
        assertEquals(3, Statistics.most(3, 1, 2));
    }

    @Test
    void geometricMean() {
        assertEquals(4, Statistics.geometricMean(2, 8), 1e-12);
        assertEquals(1, Statistics.geometricMean(0.25, 4), 1e-12);
    }

    @Test
    void threeDigits() {
        assertEquals("14.3", Numbers.text(14.26));
        assertEquals("0.982", Numbers.text(0.98194));
        assertEquals("2.00", Numbers.text(2.0001));
        assertEquals("300", Numbers.text(300.4));
        assertEquals("1240", Numbers.text(1236));
        assertEquals("0.00123", Numbers.text(0.0012345));
    }
}
