package io.github.dysample.io.internal.pickle;

import io.github.dysample.io.FileFormatException;
import java.util.Arrays;

/**
 * The values a pickle stored to recall them later.
 *
 * <p>An array, not a map: a byte of pickle can store a value, and should not cost a map's entry. An honest pickle
 * numbers its values from 0 on, so no number reaches the pickle's length.
 */
final class PickleMemo {
    private final PickleInput input;
    private final PickleCosts costs;
    private Object[] values = new Object[64];
    private int size; // one more than the highest number stored

    PickleMemo(PickleInput input, PickleCosts costs) {
        this.input = input;
        this.costs = costs;
    }

    /** Stores a value; {@code index} is unsigned. */
    void put(int index, Object value) throws FileFormatException {
        if (index < 0 || index >= input.length()) {
            throw input.fault("the pickle stores memo " + Integer.toUnsignedString(index) + " in a pickle of "
                    + input.length() + " bytes");
        }
        if (index >= values.length) {
            int length = (int) Math.min(input.length(), Math.max(2L * values.length, index + 1L));
            costs.slots(length);
            values = Arrays.copyOf(values, length);
        }
        values[index] = value;
        size = Math.max(size, index + 1);
    }

    /** Stores a value under the next number. */
    void append(Object value) throws FileFormatException {
        put(size, value);
    }

    /** Recalls a value; {@code index} is unsigned. */
    Object get(int index) throws FileFormatException {
        if (index < 0 || index >= size || values[index] == null) {
            throw input.fault(
                    "the pickle recalls memo " + Integer.toUnsignedString(index) + ", which it never stored");
        }
        return values[index];
    }
}
