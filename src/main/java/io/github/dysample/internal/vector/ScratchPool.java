package io.github.dysample.internal.vector;

import java.util.ArrayDeque;

/**
 * The scratches of a layer that are not in use: as many as there have been calls at once. Once there are enough, taking
 * and giving back allocate nothing.
 */
final class ScratchPool {
    private final ArrayDeque<Scratch> idle = new ArrayDeque<>(); // guarded by this

    synchronized Scratch take() {
        return idle.isEmpty() ? new Scratch() : idle.pop();
    }

    synchronized void give(Scratch scratch) {
        idle.push(scratch);
    }
}
