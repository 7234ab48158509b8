package io.github.dysample.verify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Compares two arrays in one pass. */
final class Comparer {
    private final Precision precision;
    private final Tolerance tolerance;
    private final long[] shape;

    private long mismatches;
    private long specialMismatches;
    private long identical;
    private long zeroSigns;
    private final long[] bins = new long[UlpHistogram.BOUNDS.size() + 1];
    private int first = -1;
    private int mostAbsolute = -1;
    private int mostRelative = -1;
    private double absolute;
    private double relative;
    private double neededAtol;
    private double neededRtol;
    private double neededUlps;

    Comparer(Precision precision, Tolerance tolerance, long[] shape) {
        this.precision = precision;
        this.tolerance = tolerance;
        this.shape = shape;
    }

    Comparison compare(double[] actual, double[] expected) {
        double elements = Arrays.stream(shape).asDoubleStream().reduce(1, (a, b) -> a * b);
        if (actual.length != elements || expected.length != elements) {
            throw new IllegalArgumentException("shape " + Arrays.toString(shape) + " has " + (long) elements
                    + " elements, actual has " + actual.length + ", expected " + expected.length);
        }
        double[] errors = new double[actual.length];
        int finite = 0;
        for (int i = 0; i < actual.length; i++) {
            identical += same(actual[i], expected[i]) ? 1 : 0;
            if (!tolerance.allows(actual[i], expected[i], precision)) {
                mismatches++;
                first = first < 0 ? i : first;
            }
            if (Double.isFinite(actual[i]) && Double.isFinite(expected[i])) {
                errors[finite++] = measure(i, actual[i], expected[i]);
            } else if (!same(actual[i], expected[i])) {
                specialMismatches++;
            }
        }
        return new Comparison(
                precision, tolerance, actual.length, mismatches, specialMismatches, identical, zeroSigns,
                specials(actual, expected),
                first < 0 ? null : deviation(first, actual, expected, Math.abs(actual[first] - expected[first])),
                mostAbsolute < 0 ? null : deviation(mostAbsolute, actual, expected, absolute),
                mostRelative < 0 ? null : deviation(mostRelative, actual, expected, relative),
                summary(Arrays.copyOf(errors, finite)),
                new UlpHistogram(Arrays.stream(bins).boxed().toList()),
                passing());
    }

    private PassingTolerance passing() {
        double none = Double.POSITIVE_INFINITY;
        return specialMismatches == 0
                ? PassingTolerance.roundedUp(neededAtol, neededRtol, neededUlps)
                : new PassingTolerance(none, none, none);
    }

    /** Double.equals distinguishes −0 from +0 and treats all NaNs as equal. */
    private static boolean same(double a, double b) {
        return Double.valueOf(a).equals(b);
    }

    /** A pair of finite values; returns the absolute error. */
    private double measure(int i, double actual, double expected) {
        double error = Math.abs(actual - expected);
        double size = Math.abs(expected);
        zeroSigns += error == 0 && !same(actual, expected) ? 1 : 0;
        if (mostAbsolute < 0 || error > absolute) {
            mostAbsolute = i;
            absolute = error;
        }
        if (size > 0 && (mostRelative < 0 || error / size > relative)) {
            mostRelative = i;
            relative = error / size;
        }
        double ulps = error / precision.ulp(expected);
        bins[UlpHistogram.bin(ulps)]++;
        neededUlps = Math.max(neededUlps, ulps);
        neededAtol = Math.max(neededAtol, error - tolerance.rtol() * size);
        if (error > tolerance.atol()) {
            neededRtol = Math.max(neededRtol, (error - tolerance.atol()) / size);
        }
        return error;
    }

    private static ErrorSummary summary(double[] errors) {
        if (errors.length == 0) {
            return new ErrorSummary(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        }
        Arrays.sort(errors);
        double sum = 0;
        for (double error : errors) {
            sum += error;
        }
        int p99 = (int) Math.ceil(errors.length * 0.99) - 1;
        return new ErrorSummary(
                sum / errors.length, errors[(errors.length - 1) / 2], errors[p99], errors[errors.length - 1]);
    }

    private static Specials specials(double[] actual, double[] expected) {
        return new Specials(
                Arrays.stream(actual).filter(Double::isNaN).count(),
                Arrays.stream(expected).filter(Double::isNaN).count(),
                Arrays.stream(actual).filter(Double::isInfinite).count(),
                Arrays.stream(expected).filter(Double::isInfinite).count());
    }

    private Deviation deviation(int at, double[] actual, double[] expected, double amount) {
        List<Long> index = new ArrayList<>();
        long rest = at;
        for (int i = shape.length - 1; i >= 0; i--) {
            index.addFirst(rest % shape[i]);
            rest /= shape[i];
        }
        return new Deviation(List.copyOf(index), actual[at], expected[at], amount);
    }
}
