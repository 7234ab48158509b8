package io.github.dysample.cuda.internal;

import java.util.concurrent.ConcurrentLinkedDeque;

/** Staging areas and streams, one for each call in flight, kept for the next. Safe to share. */
final class StagingPool {
    private final Gpu gpu;
    private final ConcurrentLinkedDeque<Staging> idle = new ConcurrentLinkedDeque<>();

    StagingPool(Gpu gpu) {
        this.gpu = gpu;
    }

    Staging take() {
        Staging staging = idle.pollFirst();
        return staging == null ? new Staging(gpu) : staging;
    }

    void giveBack(Staging staging) {
        idle.addFirst(staging);
    }
}
