package io.github.dysample.verify;

/** How far the results of the offset branch reach, in float64. */
final class ReferenceScope {
    /** Pixels for each unit of the offset branch, with static scope. */
    static final double STATIC_RANGE = 0.25;
    /** The same with dynamic scope, times the sigmoid of the scope branch. */
    static final double DYNAMIC_RANGE = 0.5;

    private ReferenceScope() {}

    /** StrictMath, since Math.exp may differ between machines. */
    static double sigmoid(double value) {
        return 1 / (1 + StrictMath.exp(-value));
    }
}
