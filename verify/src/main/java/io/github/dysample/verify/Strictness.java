package io.github.dysample.verify;

import java.io.Serializable;
import java.util.Set;

/**
 * How strict a check is.
 *
 * @param rtol the relative tolerance; null for the default of the port's type
 * @param atol the absolute tolerance; null for the default of the port's type, or more where rounding needs it
 * @param ulps units in the last place, which suffice by themselves; 0 for none
 * @param exactBits whether the bits of the suite's float32 files are required
 * @param stages the stages that are checked
 */
public record Strictness(Double rtol, Double atol, double ulps, boolean exactBits, Set<Stage> stages)
        implements Serializable {
    /** The defaults of {@code torch.testing.assert_close}, on every stage. */
    public static final Strictness DEFAULT = new Strictness(null, null, 0, false, Set.of(Stage.values()));

    /**
     * {@return how far values of a type may be off}
     *
     * @param precision the type
     * @param unavoidable an absolute error that is not a mistake, such as that of rounding to float32
     */
    public Tolerance tolerance(Precision precision, double unavoidable) {
        Tolerance usual = Tolerance.usual(precision);
        return new Tolerance(
                rtol == null ? usual.rtol() : rtol,
                atol == null ? Math.max(usual.atol(), unavoidable) : atol,
                ulps);
    }
}
