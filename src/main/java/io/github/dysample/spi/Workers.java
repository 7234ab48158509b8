package io.github.dysample.spi;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * The threads that compute: the calling thread alone, or the calling thread and helpers from the caller's executor.
 *
 * <p>Work is cut into pieces that do not depend on the number of workers, and claimed from a counter. The caller takes
 * part and waits only for pieces that a helper has begun, so an executor that is busy, or that runs the caller itself,
 * slows the work but cannot block it. Nothing spins and no threads are created. Safe to share between threads.
 */
public final class Workers {
    private static final Workers CALLER = new Workers(null, 1);

    private final Executor executor; // null if width is 1
    private final int width;

    private Workers(Executor executor, int width) {
        this.executor = executor;
        this.width = width;
    }

    /** {@return the calling thread alone} */
    public static Workers caller() {
        return CALLER;
    }

    /**
     * The calling thread and helpers.
     *
     * @param executor runs the helpers; an executor that rejects them leaves the work to the caller
     * @param width how many threads work at most, the caller included
     * @return the workers
     * @throws IllegalArgumentException if the width is under 1, or the executor is null
     */
    public static Workers of(Executor executor, int width) {
        if (executor == null) {
            throw new IllegalArgumentException("executor is null");
        }
        if (width < 1) {
            throw new IllegalArgumentException("width is " + width + ", must be at least 1");
        }
        return width == 1 ? CALLER : new Workers(executor, width);
    }

    /** {@return how many threads work at most, the caller included} */
    public int width() {
        return width;
    }

    /**
     * Does all pieces and returns when they are done.
     *
     * @param pieces how many
     * @param work does the piece of the given index, from 0; called from several threads at once if the width is over 1
     * @throws RuntimeException the exception of a piece that failed; pieces not yet begun are then skipped
     */
    public void run(int pieces, IntConsumer work) {
        int helpers = Math.min(width, pieces) - 1;
        if (helpers <= 0) {
            for (int piece = 0; piece < pieces; piece++) {
                work.accept(piece);
            }
            return;
        }
        Job job = new Job(pieces, work, Thread.currentThread());
        try {
            for (int helper = 0; helper < helpers; helper++) {
                executor.execute(job);
            }
        } catch (RejectedExecutionException _) {
            // The caller does what the helpers would have done: only speed is lost.
        } catch (RuntimeException | Error broken) {
            // A helper may have begun already: it must be done before the caller learns of this.
            job.failure = broken;
        }
        job.run();
        job.await();
    }

    /** One call's pieces. */
    private static final class Job implements Runnable {
        private final int pieces;
        private final IntConsumer work;
        private final Thread caller;
        private final AtomicInteger claimed = new AtomicInteger();
        private final AtomicInteger finished = new AtomicInteger();
        private volatile Throwable failure;

        Job(int pieces, IntConsumer work, Thread caller) {
            this.pieces = pieces;
            this.work = work;
            this.caller = caller;
        }

        @Override
        public void run() {
            // getAndIncrement could wrap only after 2^31 late helpers.
            for (int piece = claimed.getAndIncrement(); piece < pieces; piece = claimed.getAndIncrement()) {
                if (failure == null) {
                    try {
                        work.accept(piece);
                    } catch (Throwable thrown) {
                        failure = thrown;
                    }
                }
                if (finished.incrementAndGet() == pieces) {
                    LockSupport.unpark(caller);
                }
            }
        }

        void await() {
            boolean interrupted = false;
            while (finished.get() < pieces) {
                LockSupport.park(this);
                interrupted |= Thread.interrupted();
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            switch (failure) {
                case null -> { }
                case RuntimeException exception -> throw exception;
                case Error error -> throw error;
                case Throwable other -> throw new IllegalStateException(other);
            }
        }
    }
}
