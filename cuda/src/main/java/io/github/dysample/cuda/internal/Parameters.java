package io.github.dysample.cuda.internal;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** The parameters of a kernel: their values, and a pointer to each. Memory is taken once. */
final class Parameters {
    private static final int MOST = 16;
    private static final int BYTES = 256;

    // Freed with this object: the GPU has read them when the launch returns.
    private final MemorySegment values = Arena.ofAuto().allocate(BYTES, Long.BYTES);
    private final MemorySegment pointers = Arena.ofAuto().allocate(JAVA_LONG, MOST);
    private long used;
    private int count;

    Parameters clear() {
        used = 0;
        count = 0;
        return this;
    }

    Parameters addresses(long... addresses) {
        for (long address : addresses) {
            values.set(JAVA_LONG, begin(Long.BYTES), address);
        }
        return this;
    }

    Parameters numbers(int... numbers) {
        for (int number : numbers) {
            values.set(JAVA_INT, begin(Integer.BYTES), number);
        }
        return this;
    }

    /** Appends a struct of addresses and then numbers. */
    Parameters struct(long[] addresses, int[] numbers) {
        long at = begin((long) addresses.length * Long.BYTES + (long) numbers.length * Integer.BYTES);
        for (long address : addresses) {
            values.set(JAVA_LONG, at, address);
            at += Long.BYTES;
        }
        for (int number : numbers) {
            values.set(JAVA_INT, at, number);
            at += Integer.BYTES;
        }
        return this;
    }

    private long begin(long bytes) {
        long at = used;
        used += (bytes + Long.BYTES - 1) / Long.BYTES * Long.BYTES;
        pointers.setAtIndex(JAVA_LONG, count++, values.address() + at);
        return at;
    }

    long address() {
        return pointers.address();
    }
}
