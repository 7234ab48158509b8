package io.github.dysample.verify;

import java.util.List;

/**
 * A gradient whose error is above what the project promises, and where that error comes from.
 *
 * <p>The promise compares the largest errors of two float32 computations on one tensor. That some tensors break it does
 * not hang on the recorded gradient of the output: each of 20 drawn from N(0, 1) breaks it in 8 to 21 of the 323
 * tensors, in 3 to 11 of the 45 cases. The kernels do what they are defined to do; it is the definition that rounds.
 *
 * @param golden the case
 * @param tensor the gradient
 * @param share what our error is at most, as a share of PyTorch's
 * @param cause where the error comes from; the test checks that, too
 */
record GradientExemption(String golden, String tensor, double share, Cause cause) {
    enum Cause {
        /**
         * The forward pass, from whose float32 offsets, linear and scope both backward passes start. What ours adds to
         * their error keeps the promise. With 256 channels, or 8 groups on a map of 42 pixels, their error is more than
         * half of all of PyTorch's. With offsets of thousands of pixels, one value of linear, −35.03, is what is left
         * of terms whose sizes add up to 32,700: it is off by 1.1e-5 of itself in ours, by 5.2e-6 in PyTorch's.
         */
        FORWARD,

        /** A float32 sum over 128 channels, which PyTorch adds in the same order: both round alike. */
        SAME_SUM
    }

    static final List<GradientExemption> ALL = List.of(
            new GradientExemption("groups-8-lp-dynamic", "gradOffsets", 0.93, Cause.FORWARD),
            new GradientExemption("channels-256-lp-dynamic", "gradOffsets", 0.61, Cause.FORWARD),
            new GradientExemption("channels-256-lp-dynamic", "gradLinear", 0.56, Cause.FORWARD),
            new GradientExemption("channels-256-lp-dynamic", "gradScope", 0.89, Cause.FORWARD),
            new GradientExemption("channels-256-lp-dynamic", "gradScopeWeight", 0.64, Cause.FORWARD),
            new GradientExemption("far-thousands", "gradScope", 1.81, Cause.FORWARD),
            new GradientExemption("far-thousands", "gradScopeWeight", 2.05, Cause.FORWARD),
            new GradientExemption("untrained-pl-512", "gradOffsets", 1.0001, Cause.SAME_SUM),
            new GradientExemption("untrained-pl-512", "gradLinear", 1.0001, Cause.SAME_SUM));

    /** The one for a tensor, or null. */
    static GradientExemption of(String golden, String tensor) {
        return ALL.stream()
                .filter(each -> each.golden.equals(golden) && each.tensor.equals(tensor))
                .findFirst()
                .orElse(null);
    }
}
