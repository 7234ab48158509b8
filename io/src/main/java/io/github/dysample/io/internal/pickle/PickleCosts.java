package io.github.dysample.io.internal.pickle;

import io.github.dysample.io.FileFormatException;
import io.github.dysample.io.internal.bytes.Budget;

/**
 * Charges the cost of a pickle's values, in bytes of a JVM with compressed references or a little more, before they are
 * made. Text of the pickle is not charged: it is as long as
 * there.
 */
public final class PickleCosts {
    private static final String WHAT = "the values of the pickle";
    private static final int OBJECT = 32; // with its fields
    private static final int INSTANCE = 40;
    private static final int REFERENCE = 8;
    private static final int MAP = 160; // with its first table
    private static final int MAP_ENTRY = 64;

    private final Budget budget;

    /** Charges to a budget. */
    public PickleCosts(Budget budget) {
        this.budget = budget;
    }

    /** A dict or list without entries, a storage, a number. */
    public void object() throws FileFormatException {
        budget.take(OBJECT, WHAT);
    }

    void tuple(int length) throws FileFormatException {
        slots(length);
        object();
    }

    /** An entry of a dict, which makes its map with the first one, and compares its key with an equal one. */
    public void entry(boolean first, String key) throws FileFormatException {
        budget.take((first ? MAP + MAP_ENTRY : MAP_ENTRY) + key.length(), WHAT);
    }

    /** Text that is put together from parts which the pickle can name again and again. */
    void text(int length) throws FileFormatException {
        budget.take((long) OBJECT + length, WHAT);
    }

    /** An object of an unknown class. */
    public void instance() throws FileFormatException {
        budget.take(INSTANCE, WHAT);
    }

    /** A view, checked dimension by dimension, and perhaps made an array that has them all again. */
    public void view(int rank) throws FileFormatException {
        slots(2 * rank);
        object();
    }

    /** Values that are looked through, which the pickle can make many others refer to. */
    public void looks(int count) throws FileFormatException {
        slots(count);
    }

    /** Places on the stack or in the memo. */
    void slots(int count) throws FileFormatException {
        budget.take((long) count * REFERENCE, WHAT);
    }
}
