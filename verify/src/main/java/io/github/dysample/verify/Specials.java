package io.github.dysample.verify;

import java.io.Serializable;

/**
 * How many values are not finite numbers.
 *
 * @param actualNaN NaN among the actual values
 * @param expectedNaN NaN among the expected values
 * @param actualInfinite infinities among the actual values
 * @param expectedInfinite infinities among the expected values
 */
public record Specials(long actualNaN, long expectedNaN, long actualInfinite, long expectedInfinite)
        implements Serializable {
    /** {@return whether there is one} */
    public boolean any() {
        return actualNaN + expectedNaN + actualInfinite + expectedInfinite > 0;
    }
}
