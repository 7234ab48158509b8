package io.github.dysample.cuda.internal;

import java.util.ArrayDeque;
import java.util.Deque;

/** Staging areas and streams, one for each call in flight; some are kept for the next. Safe to share. */
final class StagingPool {
    /** More calls than processors are seldom in flight for long. */
    private static final int MOST_KEPT = Runtime.getRuntime().availableProcessors();

    private final GpuContext context;
    private final Deque<Staging> idle = new ArrayDeque<>(); // guarded by this

    StagingPool(GpuContext context) {
        this.context = context;
    }

    Staging take() {
        synchronized (this) {
            if (!idle.isEmpty()) {
                return idle.removeFirst();
            }
        }
        return new Staging(context);
    }

    /** Takes one back; nothing may use it any more. */
    void giveBack(Staging staging) {
        synchronized (this) {
            if (idle.size() < MOST_KEPT) {
                idle.addFirst(staging);
                return;
            }
        }
        staging.close();
    }

    /** Gives all that is kept back to the driver. */
    void empty() {
        while (true) {
            Staging staging;
            synchronized (this) {
                if (idle.isEmpty()) {
                    return;
                }
                staging = idle.removeFirst();
            }
            staging.close();
        }
    }
}
