package io.github.dysample.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class StatisticsTest {
    @Test
    void median() {
        assertEquals(3, Statistics.of(3).median());
        assertEquals(2, Statistics.of(9, 1, 2).median());
        assertEquals(2.5, Statistics.of(4, 1, 2, 3).median());
    }

    @Test
    void spread() {
        assertEquals(1, Statistics.of(3, 1, 2).least());
        assertEquals(3, Statistics.of(3, 1, 2).most());
    }

    @Test
    void geometricMean() {
        assertEquals(4, Statistics.of(2, 8).geometricMean(), 1e-12);
        assertEquals(1, Statistics.of(0.25, 4).geometricMean(), 1e-12);
    }

    @Test
    void meanAndDeviation() {
        double[] values = new double[200];
        Arrays.fill(values, 0, 100, 2);
        Arrays.fill(values, 100, 200, 4);
        Statistics even = Statistics.of(values);
        assertEquals(200, even.count());
        assertEquals(3, even.mean());
        assertEquals(Math.sqrt(200.0 / 199), even.deviation(), 1e-15);
        assertEquals(3, even.median());
        assertEquals(0, Statistics.of(5).deviation());
    }

    @Test
    void nothingHasNoStatistics() {
        assertThrows(IllegalArgumentException.class, Statistics::of);
    }

    @Test
    void warmUpsDoNotCount() {
        int[] calls = new int[1];
        Statistics statistics = Statistics.ofRepeated(20, 3, () -> ++calls[0]);
        assertEquals(23, calls[0]);
        assertEquals(3, statistics.count());
        assertEquals(21, statistics.least());
        assertEquals(22, statistics.median());
        assertEquals(23, statistics.most());
    }

    @Test
    void threeDigits() {
        assertEquals("14.3", SignificantDigits.text(14.26));
        assertEquals("0.982", SignificantDigits.text(0.98194));
        assertEquals("2.00", SignificantDigits.text(2.0001));
        assertEquals("10.0", SignificantDigits.text(9.996));
        assertEquals("300", SignificantDigits.text(300.4));
        assertEquals("1240", SignificantDigits.text(1236));
        assertEquals("0.00123", SignificantDigits.text(0.0012345));
        assertEquals("0.00", SignificantDigits.text(0));
    }
}
