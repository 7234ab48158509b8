package io.github.dysample.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class WorkersTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void everyPieceOnce(int width) {
        try (ExecutorService executor = Executors.newFixedThreadPool(8)) {
            for (int pieces : new int[] {0, 1, 2, 7, 1000}) {
                AtomicIntegerArray done = new AtomicIntegerArray(pieces);
                Workers.of(executor, width).run(pieces, done::incrementAndGet);
                for (int piece = 0; piece < pieces; piece++) {
                    assertEquals(1, done.get(piece));
                }
            }
        }
    }

    @Test
    void noMoreHelpersThanAskedForOrNeeded() {
        AtomicInteger helpers = new AtomicInteger();
        Executor counting = task -> helpers.incrementAndGet();
        Workers.of(counting, 4).run(100, piece -> { });
        assertEquals(3, helpers.getAndSet(0));
        Workers.of(counting, 4).run(2, piece -> { });
        assertEquals(1, helpers.getAndSet(0));
        Workers.of(counting, 4).run(1, piece -> { });
        Workers.of(counting, 1).run(100, piece -> { });
        assertEquals(0, helpers.get());
    }

    @Test
    void aHelperThatComesLateDoesNothing() {
        List<Runnable> late = new ArrayList<>();
        AtomicInteger done = new AtomicInteger();
        Workers.of(late::add, 3).run(10, piece -> done.incrementAndGet());
        assertEquals(10, done.get());
        late.forEach(Runnable::run);
        assertEquals(10, done.get());
    }

    @Test
    void anExecutorThatRejectsTheSecondHelper() {
        List<Runnable> taken = new ArrayList<>();
        Executor full = task -> {
            if (!taken.isEmpty()) {
                throw new RejectedExecutionException("full");
            }
            taken.add(task);
        };
        AtomicInteger done = new AtomicInteger();
        Workers.of(full, 8).run(20, piece -> done.incrementAndGet());
        assertEquals(20, done.get());
    }

    @Test
    void anExecutorThatBreaksIsReportedAfterTheHelpersItTook() {
        List<Runnable> taken = new ArrayList<>();
        IllegalStateException broken = new IllegalStateException("broken");
        Executor breaking = task -> {
            if (!taken.isEmpty()) {
                throw broken;
            }
            taken.add(task);
        };
        AtomicInteger done = new AtomicInteger();
        Workers workers = Workers.of(breaking, 8);
        assertSame(broken, assertThrows(
                IllegalStateException.class, () -> workers.run(20, piece -> done.incrementAndGet())));
        taken.forEach(Runnable::run);
        assertEquals(0, done.get(), "a helper begins nothing once the caller has left");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void whatAPieceThrowsReachesTheCaller(int width) {
        try (ExecutorService executor = Executors.newFixedThreadPool(4)) {
            Workers workers = Workers.of(executor, width);
            for (Throwable thrown : List.of(
                    new IllegalStateException("piece"), new AssertionError("piece"), new IOException("piece"))) {
                assertSame(thrown, assertThrows(thrown.getClass(), () -> workers.run(50, piece -> {
                    if (piece == 13) {
                        WorkersTest.<RuntimeException>raise(thrown);
                    }
                })));
            }
        }
    }

    @RepeatedTest(20)
    void theFirstFailureIsThrownAndTheOtherSuppressed() {
        try (ExecutorService executor = Executors.newSingleThreadExecutor()) {
            CountDownLatch both = new CountDownLatch(2);
            CountDownLatch firstFailed = new CountDownLatch(1);
            IllegalStateException[] failures = {new IllegalStateException("0"), new IllegalStateException("1")};
            AtomicReference<Thread> first = new AtomicReference<>();
            IllegalStateException thrown = assertThrows(
                    IllegalStateException.class, () -> Workers.of(executor, 2).run(2, piece -> {
                        both.countDown();
                        await(both);
                        if (piece == 1) {
                            first.set(Thread.currentThread());
                            firstFailed.countDown();
                            throw failures[1];
                        }
                        await(firstFailed);
                        // Once it has left its piece, it waits for this one or for more work.
                        awaitIdle(first.get());
                        throw failures[0];
                    }));
            assertSame(failures[1], thrown);
            assertSame(failures[0], thrown.getSuppressed()[0]);
        }
    }

    @Test
    void aFinishedCallIsNotReachableFromTheExecutorsQueue() {
        List<Runnable> queue = new ArrayList<>();
        WeakReference<float[]> reference = callWithNewArray(queue);
        for (int i = 0; i < 50 && reference.get() != null; i++) {
            System.gc();
        }
        assertNull(reference.get(), "the queue still holds the call's array");
        assertEquals(1, queue.size());
    }

    private static WeakReference<float[]> callWithNewArray(List<Runnable> queue) {
        float[] data = new float[2];
        Workers.of(queue::add, 2).run(2, piece -> data[piece] = 1);
        return new WeakReference<>(data);
    }

    @Test
    void piecesAfterAFailureAreLeftOut() {
        AtomicInteger begun = new AtomicInteger();
        Workers workers = Workers.of(Runnable::run, 2);
        assertThrows(IllegalStateException.class, () -> workers.run(50, piece -> {
            begun.incrementAndGet();
            throw new IllegalStateException("first");
        }));
        assertEquals(1, begun.get());
    }

    @Test
    void anInterruptWhileWaitingIsKeptAndDoesNotCutTheWaitShort() throws Exception {
        CountDownLatch helperAtWork = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger done = new AtomicInteger();
        try (ExecutorService helper = Executors.newSingleThreadExecutor();
                ExecutorService callers = Executors.newSingleThreadExecutor()) {
            CountDownLatch callerKnown = new CountDownLatch(1);
            Thread[] caller = new Thread[1];
            Future<Boolean> flagKept = callers.submit(() -> {
                caller[0] = Thread.currentThread();
                callerKnown.countDown();
                Workers.of(helper, 2).run(2, piece -> {
                    if (Thread.currentThread() == caller[0]) {
                        await(helperAtWork);
                    } else {
                        helperAtWork.countDown();
                        await(release);
                    }
                    done.incrementAndGet();
                });
                return done.get() == 2 && Thread.currentThread().isInterrupted();
            });
            await(callerKnown);
            await(helperAtWork);
            // The caller comes to wait for the helper's piece; interrupted before or after, it must go on waiting.
            while (done.get() == 0) {
                Thread.onSpinWait();
            }
            caller[0].interrupt();
            release.countDown();
            assertTrue(flagKept.get());
        }
    }

    private static void awaitIdle(Thread thread) {
        while (thread.getState() == Thread.State.RUNNABLE) {
            Thread.onSpinWait();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void raise(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
