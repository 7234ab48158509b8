package io.github.dysample.jmh;

import java.util.Locale;

/**
 * Whether another engine computes our gradients. At the centre of a pixel the gradient by an offset jumps, and engines
 * that round coordinates in a normalised grid have one point in 100,000 on the other side of it. So a few gradients
 * differ by much and all others by rounding; in a sum over all positions such a point is one term of thousands.
 */
final class GradientAgreement {
    /** As a part of the largest gradient: what {@link Agreement} allows of outputs. */
    private static final double ROUNDING = 1e-4;
    /** One position in a thousand would already be ten times what rounding explains. */
    private static final double SHARE_BEYOND = 0.01;
    /** Of the root mean square: a sign, a factor or an order that is wrong differs by about the whole. */
    private static final double OF_SUMS = 0.02;

    private GradientAgreement() {}

    /** The gradient of the input: nearly all elements differ by rounding alone. */
    static void checkInput(String name, float[] ours, float[] theirs) {
        requireLength(name, ours, theirs);
        double largest = 0;
        for (float value : ours) {
            largest = Math.max(largest, Math.abs(value));
        }
        int beyond = 0;
        for (int i = 0; i < ours.length; i++) {
            // Not written as a difference above the limit, so that NaN counts too.
            beyond += Math.abs((double) ours[i] - theirs[i]) <= ROUNDING * largest ? 0 : 1;
        }
        if (beyond > SHARE_BEYOND * ours.length) {
            throw new IllegalStateException(beyond + " of " + ours.length + " values of " + name
                    + " differ from ours by more than rounding and single points at kinks explain");
        }
    }

    /** A gradient that is a sum over all positions. */
    static void checkSums(String name, float[] ours, float[] theirs) {
        requireLength(name, ours, theirs);
        double differences = 0;
        double squares = 0;
        for (int i = 0; i < ours.length; i++) {
            differences += ((double) ours[i] - theirs[i]) * ((double) ours[i] - theirs[i]);
            squares += (double) ours[i] * ours[i];
        }
        double share = Math.sqrt(differences / squares);
        if (!(share <= OF_SUMS)) {
            throw new IllegalStateException(
                    String.format(Locale.ROOT, "%s differs from ours by %.3g of its size", name, share));
        }
    }

    private static void requireLength(String name, float[] ours, float[] theirs) {
        if (ours.length != theirs.length) {
            throw new IllegalStateException(name + " has " + theirs.length + " values, ours " + ours.length);
        }
    }
}
