package io.github.dysample.cli;

import io.github.dysample.io.NdArray;
import java.util.DoubleSummaryStatistics;

/**
 * What the values of a tensor are like. The first four are of its finite values, in float64, and NaN if it has none.
 *
 * @param least the smallest
 * @param most the largest
 * @param mean their mean
 * @param deviation their standard deviation, of all and not of a sample: divided by their number
 * @param nans how many are NaN
 * @param infinities how many are infinite
 */
record TensorStatistics(double least, double most, double mean, double deviation, long nans, long infinities) {

    /** Goes through the values, with no copy of them. */
    static TensorStatistics of(NdArray array) {
        DoubleSummaryStatistics finite = new DoubleSummaryStatistics();
        long nans = 0;
        for (int i = 0; i < array.size(); i++) {
            double value = array.doubleAt(i);
            if (Double.isFinite(value)) {
                finite.accept(value);
            } else if (Double.isNaN(value)) {
                nans++;
            }
        }
        long infinities = array.size() - finite.getCount() - nans;
        return finite.getCount() == 0
                ? new TensorStatistics(Double.NaN, Double.NaN, Double.NaN, Double.NaN, nans, infinities)
                : new TensorStatistics(finite.getMin(), finite.getMax(), finite.getAverage(),
                        deviation(array, finite), nans, infinities);
    }

    private static double deviation(NdArray array, DoubleSummaryStatistics finite) {
        DoubleSummaryStatistics squares = new DoubleSummaryStatistics();
        for (int i = 0; i < array.size(); i++) {
            double value = array.doubleAt(i);
            if (Double.isFinite(value)) {
                squares.accept((value - finite.getAverage()) * (value - finite.getAverage()));
            }
        }
        return Math.sqrt(squares.getAverage());
    }
}
