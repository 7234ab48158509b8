package io.github.dysample.io.internal.pickle;

import io.github.dysample.io.FileFormatException;
import io.github.dysample.io.internal.bytes.Budget;

/**
 * Charges the cost of a pickle's values, in bytes of a JVM with compressed references or a little more, before they are
 * made. Text is not charged: it is as long as in the pickle.
 */
public final class PickleCosts {
    private static final String WHAT = "the values of the pickle";
    private static final int OBJECT = 32; // with its fields
    private static final int REFERENCE = 8;
    private static final int MAP = 160; // with its first table
    private static final int MAP_ENTRY = 64;

    private final Budget budget;

    /** Charges to a budget. */
    public PickleCosts(Budget budget) {
        this.budget = budget;
    }

    /** A dict without entries, a storage, a number. */
    public void object() throws FileFormatException {
        budget.take(OBJECT, WHAT);
    }

    void tuple(int length) throws FileFormatException {
        slots(length);
        object();
    }

    /** An entry of a dict, which makes its map with the first one. */
    void entry(boolean first) throws FileFormatException {
        budget.take(first ? MAP + MAP_ENTRY : MAP_ENTRY, WHAT);
    }

    /** A view, checked dimension by dimension, and perhaps made an array that has them all again. */
    public void view(int rank) throws FileFormatException {
        slots(2 * rank);
        object();
    }

    /** Places on the stack or in the memo. */
    void slots(int count) throws FileFormatException {
        budget.take((long) count * REFERENCE, WHAT);
    }
}
