package io.github.dysample.jmh.report;

import java.util.Arrays;

/** The few statistics of the report. All want at least one value. */
final class Statistics {
    private Statistics() {}

    /** The middle value, or the mean of the two in the middle. */
    static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    static double least(double... values) {
        return Arrays.stream(values).min().orElseThrow();
    }

    static double most(double... values) {
        return Arrays.stream(values).max().orElseThrow();
    }

    /** The mean for ratios: as far from the largest as from the smallest, in factors. */
    static double geometricMean(double... values) {
        return Math.exp(Arrays.stream(values).map(Math::log).average().orElseThrow());
    }
}
