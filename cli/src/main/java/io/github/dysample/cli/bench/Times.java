package io.github.dysample.cli.bench;

import java.util.Arrays;

/** The times of a contender's calls. */
final class Times {
    private static final double NANOS_PER_MILLI = 1e6;

    private long[] nanos = new long[64];
    private int count;

    void add(long time) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = time;
    }

    Summary summary() {
        double[] millis = Arrays.stream(nanos, 0, count).sorted().mapToDouble(time -> time / NANOS_PER_MILLI).toArray();
        double mean = Arrays.stream(millis).average().orElseThrow();
        double squares = Arrays.stream(millis).map(time -> (time - mean) * (time - mean)).sum();
        double median = (millis[(count - 1) / 2] + millis[count / 2]) / 2;
        return new Summary(count, mean, Math.sqrt(squares / Math.max(1, count - 1)), median, millis[0]);
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
    record Summary(int calls, double mean, double deviation, double median, double least) {}
}
