package io.github.dysample.cli;

import io.github.dysample.verify.Stage;
import io.github.dysample.verify.Strictness;
import io.github.dysample.verify.Tolerance;
import java.util.Set;
import picocli.CommandLine.Option;

/** The options that say how far values may be off. */
final class ToleranceOptions {
    @Option(names = "--rtol", paramLabel = "X", description = "Relative tolerance (default: by type).")
    private Double rtol;

    @Option(names = "--atol", paramLabel = "X", description = "Absolute tolerance (default: by type).")
    private Double atol;

    @Option(
            names = "--ulp",
            paramLabel = "X",
            defaultValue = "0",
            description = "Units in the last place that are allowed, whatever the tolerances say (default: 0).")
    private double ulps;

    /** Refuses what cannot be a tolerance. */
    void check() {
        check("--rtol", rtol);
        check("--atol", atol);
        check("--ulp", ulps);
    }

    private static void check(String option, Double value) {
        if (value != null && !(value >= 0 && Double.isFinite(value))) {
            throw new UsageException(option + " is " + value + ", must be finite and at least 0");
        }
    }

    /** {@return whether any is given} */
    boolean isGiven() {
        return rtol != null || atol != null || ulps != 0;
    }

    Strictness strictness(boolean bits, Set<Stage> stages) {
        return new Strictness(rtol, atol, ulps, bits, stages);
    }

    /** {@return these; those not given are the usual ones} */
    Tolerance orElse(Tolerance usual) {
        return new Tolerance(rtol == null ? usual.rtol() : rtol, atol == null ? usual.atol() : atol, ulps);
    }
}
