package io.github.dysample.cli;

import java.util.function.DoubleSupplier;

/**
 * How much of an array a computation has written, whatever its order and its threads: some elements are marked before
 * it begins, and those counted later that have lost their mark. Any thread may ask at any time.
 */
final class WrittenShare implements DoubleSupplier {
    private static final int MARK = 0x7fe5_ca1e; // a NaN that no arithmetic makes
    private static final int MOST_MARKS = 1000;

    private final float[] values;
    private final int marks;

    /** Marks an array, of which every element will be written. */
    WrittenShare(float[] values) {
        this.values = values;
        this.marks = Math.min(values.length, MOST_MARKS);
        for (int i = 0; i < marks; i++) {
            values[place(i)] = Float.intBitsToFloat(MARK);
        }
    }

    private int place(int mark) {
        return (int) ((long) mark * values.length / marks);
    }

    @Override
    public double getAsDouble() {
        int written = 0;
        for (int i = 0; i < marks; i++) {
            if (Float.floatToRawIntBits(values[place(i)]) != MARK) {
                written++;
            }
        }
        return marks == 0 ? 1 : (double) written / marks;
    }
}
