package io.github.dysample.cli.bench;

import java.util.Arrays;

/** The times of a contender's calls. */
final class Times {
    private static final double NANOS_PER_MILLI = 1e6;

    private double[] millis = new double[64]; // a call
    private int count;
    private long calls;

    void add(long nanos, int ofCalls) {
        if (count == millis.length) {
            millis = Arrays.copyOf(millis, 2 * count);
        }
        millis[count++] = nanos / NANOS_PER_MILLI / ofCalls;
        calls += ofCalls;
    }

    Summary summary() {
        double[] sorted = Arrays.stream(millis, 0, count).sorted().toArray();
        double mean = Arrays.stream(sorted).average().orElseThrow();
        double squares = Arrays.stream(sorted).map(time -> (time - mean) * (time - mean)).sum();
        double median = (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
        return new Summary(calls, mean, Math.sqrt(squares / Math.max(1, count - 1)), median, sorted[0]);
    }

    /**
     * Times in milliseconds.
     *
     * @param calls how many
     * @param mean their mean
     * @param deviation their standard deviation, of the sample
     * @param median their median
     * @param least the shortest
     */
    record Summary(long calls, double mean, double deviation, double median, double least) {}
}
