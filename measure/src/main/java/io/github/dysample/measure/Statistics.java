package io.github.dysample.measure;

import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;

/**
 * What measured values come to.
 *
 * @param count how many values
 * @param mean their mean
 * @param deviation their standard deviation, of the sample; 0 for one value
 * @param median the middle value, or the mean of the two in the middle
 * @param least the smallest
 * @param most the largest
 * @param geometricMean the mean for ratios: as far from the largest as from the smallest, in factors
 */
public record Statistics(
        long count, double mean, double deviation, double median, double least, double most, double geometricMean) {
    private static final double HALF = 50; // per cent

    /**
     * {@return the statistics of some values}
     *
     * @param values at least one, in any order
     * @throws IllegalArgumentException if there are no values
     */
    public static Statistics of(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("there are no values");
        }
        DescriptiveStatistics all = new DescriptiveStatistics(values);
        return new Statistics(all.getN(), all.getMean(), all.getStandardDeviation(), all.getPercentile(HALF),
                all.getMin(), all.getMax(), all.getGeometricMean());
    }

    /**
     * {@return the statistics of a repeated measurement}
     *
     * @param warmUps how many of its first values to drop
     * @param count how many values to keep after them, at least one
     * @param measurement measures once
     */
    public static Statistics ofRepeated(int warmUps, int count, DoubleSupplier measurement) {
        return of(DoubleStream.generate(measurement).skip(warmUps).limit(count).toArray());
    }
}
