package io.github.dysample.compare;

/** A comparison as people read it. */
final class ComparisonText {
    private static final double MOST_ULPS = 1e6;

    private final TensorComparison comparison;
    private final StringBuilder text = new StringBuilder();

    ComparisonText(TensorComparison comparison) {
        this.comparison = comparison;
    }

    @Override
    public String toString() {
        text.setLength(0);
        text.append(comparison);
        if (!comparison.passes()) {
            deviation("first mismatch", comparison.firstMismatch());
        }
        deviation("largest absolute error", comparison.largestAbsolute());
        deviation("largest relative error", comparison.largestRelative());
        errors();
        line("identical", share(comparison.identical()));
        specials();
        if (!comparison.passes()) {
            passing();
        }
        return text.toString();
    }

    private void errors() {
        if (comparison.largestAbsolute() == null) {
            line("absolute errors", comparison.elements() == 0 ? "none" : "none, since no pair is of finite numbers");
            return;
        }
        ErrorSummary errors = comparison.errors();
        line("absolute errors", "mean %s, median %s, 99%% ≤ %s".formatted(
                Numbers.text(errors.mean()), Numbers.text(errors.median()), Numbers.text(errors.p99())));
        line("in ulp of " + comparison.precision().label(), comparison.ulps().toString());
    }

    private void deviation(String what, Deviation deviation) {
        if (deviation != null) {
            line(what, "%s at %s: actual %s, expected %s".formatted(
                    Numbers.text(deviation.amount()), deviation.place(),
                    Numbers.exact(deviation.actual()), Numbers.exact(deviation.expected())));
        }
    }

    private void specials() {
        Specials specials = comparison.specials();
        if (specials.any()) {
            line("not finite", "NaN " + specials.actualNaN() + ", expected " + specials.expectedNaN()
                    + "; infinite " + specials.actualInfinite() + ", expected " + specials.expectedInfinite()
                    + "; " + comparison.specialMismatches() + " not as expected");
        }
        if (comparison.zeroSigns() > 0) {
            line("zeros of the other sign", share(comparison.zeroSigns()));
        }
    }

    private void passing() {
        PassingTolerance passing = comparison.passing();
        if (comparison.specialMismatches() > 0) {
            line("would pass", "with no tolerance, since not all that is not finite is as expected");
            return;
        }
        String rtol = Double.isInfinite(passing.rtol()) ? "" : ", or rtol " + Numbers.text(passing.rtol());
        // Nobody would allow more.
        String ulps = passing.ulps() > MOST_ULPS ? "" : ", or " + Numbers.text(passing.ulps()) + " ulp";
        line("would pass", "with atol " + Numbers.text(passing.atol()) + rtol + ulps);
    }

    private String share(long count) {
        return count + " of " + comparison.elements() + " ("
                + Numbers.percent(count, comparison.elements()) + ")";
    }

    private void line(String what, String value) {
        text.append('\n').append("  ").append(what).append(": ").append(value);
    }
}
