package io.github.dysample.verify;

/**
 * Absolute errors over the pairs that are both finite; NaN without any.
 *
 * @param mean their mean
 * @param median the one in the middle
 * @param p99 what 99 of 100 do not exceed
 * @param largest the largest
 */
public record ErrorSummary(double mean, double median, double p99, double largest) {}
