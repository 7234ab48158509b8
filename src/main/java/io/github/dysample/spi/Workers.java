package io.github.dysample.spi;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * The threads that compute: the calling thread alone, or the calling thread and helpers from the caller's executor.
 *
 * <p>Work is cut into pieces that are claimed from a counter; no result depends on how it is cut. The caller takes
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
     * @throws RuntimeException the exception of the first piece that failed, unwrapped even if it is a checked
     *     exception; those of others are suppressed in it, and pieces not yet begun are skipped
     */
    public void run(int pieces, IntConsumer work) {
        int helpers = Math.min(width, pieces) - 1;
        if (helpers <= 0) {
            for (int piece = 0; piece < pieces; piece++) {
                work.accept(piece);
            }
            return;
        }
        Job job = new Job(pieces, helpers + 1, work, Thread.currentThread());
        try {
            for (int helper = 0; helper < helpers; helper++) {
                executor.execute(job);
            }
        } catch (RejectedExecutionException _) {
            // The caller does what the helpers would have done: only speed is lost.
        } catch (Throwable broken) {
            // A helper may have begun already: it must be done before the caller learns of this.
            job.fail(broken);
        }
        job.run();
        job.await();
    }

    /**
     * One call's pieces. An executor that is busy may keep it in its queue long after the call, so a finished job
     * refers to nothing of the caller's.
     */
    private static final class Job implements Runnable {
        private final int pieces;
        private final int parts;
        private final AtomicInteger claimed = new AtomicInteger();
        private final AtomicInteger finished = new AtomicInteger();
        private final AtomicReference<Throwable> failure = new AtomicReference<>();
        // Read only by those that hold a piece, for which the caller waits.
        private IntConsumer work;
        private Thread caller;

        Job(int pieces, int parts, IntConsumer work, Thread caller) {
            this.pieces = pieces;
            this.parts = parts;
            this.work = work;
            this.caller = caller;
        }

        @Override
        public void run() {
            // getAndIncrement could wrap only after 2^31 late helpers.
            for (int turn = claimed.getAndIncrement(); turn < pieces; turn = claimed.getAndIncrement()) {
                Thread waiting = caller; // once the last piece is finished, the caller may forget itself at any time
                if (failure.get() == null) {
                    try {
                        work.accept(piece(turn));
                    } catch (Throwable thrown) {
                        fail(thrown);
                    }
                }
                if (finished.incrementAndGet() == pieces) {
                    LockSupport.unpark(waiting);
                }
            }
        }

        /**
         * In turns from parts far from each other, one for each worker: threads on adjacent rows of a map slow each
         * other down.
         */
        private int piece(int turn) {
            int part = turn % parts;
            return part * (pieces / parts) + Math.min(part, pieces % parts) + turn / parts;
        }

        void fail(Throwable thrown) {
            Throwable first = failure.compareAndExchange(null, thrown);
            if (first != null && first != thrown) {
                first.addSuppressed(thrown);
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
            work = null;
            caller = null;
            Throwable first = failure.getAndSet(null);
            if (first != null) {
                throw Job.<RuntimeException>unchecked(first);
            }
        }

        /** Lets a checked exception through, as a caller that computes alone would. */
        @SuppressWarnings("unchecked")
        private static <T extends Throwable> T unchecked(Throwable thrown) throws T {
            throw (T) thrown;
        }
    }
}
