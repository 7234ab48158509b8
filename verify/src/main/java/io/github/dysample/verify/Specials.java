package io.github.dysample.verify;

/**
 * How many values are not finite numbers.
 *
 * @param actualNaN NaN among the actual values
 * @param expectedNaN NaN among the expected values
 * @param actualInfinite infinities among the actual values
 * @param expectedInfinite infinities among the expected values
 */
public record Specials(long actualNaN, long expectedNaN, long actualInfinite, long expectedInfinite) {
    /** {@return whether there is one} */
    public boolean any() {
        return actualNaN + expectedNaN + actualInfinite + expectedInfinite > 0;
    }
}
