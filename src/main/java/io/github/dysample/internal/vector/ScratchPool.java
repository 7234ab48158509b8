package io.github.dysample.internal.vector;

import java.util.ArrayDeque;
import java.util.function.Supplier;

/**
 * The scratches of a layer that are not in use: as many as there have been calls at once. Once there are enough, taking
 * and giving back allocate nothing.
 */
final class ScratchPool<T> {
    private final Supplier<T> maker;
    private final ArrayDeque<T> idle = new ArrayDeque<>(); // guarded by this

    ScratchPool(Supplier<T> maker) {
        this.maker = maker;
    }

    synchronized T take() {
        return idle.isEmpty() ? maker.get() : idle.pop();
    }

    synchronized void give(T scratch) {
        idle.push(scratch);
    }
}
