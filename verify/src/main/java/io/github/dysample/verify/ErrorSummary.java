package io.github.dysample.verify;

import java.io.Serializable;

/**
 * Absolute errors over all pairs of finite values; NaN if there are none.
 *
 * @param mean the mean
 * @param median the median
 * @param p99 the 99th percentile
 * @param largest the largest
 */
public record ErrorSummary(double mean, double median, double p99, double largest) implements Serializable {}
