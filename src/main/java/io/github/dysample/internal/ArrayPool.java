package io.github.dysample.internal;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Arrays that no call uses at the moment: as many as there have been calls at once. Taking and giving back allocate
 * nothing as long as the lengths stay about the same; an array much longer than what is asked for is let go.
 */
public final class ArrayPool {
    /** How many times as long as needed an array may be. */
    private static final int MOST_TIMES = 4;

    private final Deque<float[]> idle = new ArrayDeque<>(); // guarded by this

    /** {@return an array of at least this length, with any values} */
    public synchronized float[] take(int length) {
        float[] array = idle.poll();
        return array != null && array.length >= length && array.length / MOST_TIMES <= length
                ? array
                : new float[length];
    }

    /** Takes an array back. */
    public synchronized void give(float[] array) {
        idle.push(array);
    }
}
