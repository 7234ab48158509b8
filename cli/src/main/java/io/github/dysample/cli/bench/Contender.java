package io.github.dysample.cli.bench;

/** Something to time, and its times. */
final class Contender {
    private final Runnable call;
    private final Times times = new Times();

    Contender(Runnable call) {
        this.call = call;
    }

    Runnable call() {
        return call;
    }

    Times times() {
        return times;
    }

    /** Calls until the time is up, at least once, and keeps nothing. */
    void warmUp(long nanos) {
        long start = System.nanoTime();
        do {
            call.run();
        } while (System.nanoTime() - start < nanos);
    }

    /** Calls until the time is up, at least once, and keeps how long each took. */
    void measure(long nanos) {
        long start = System.nanoTime();
        long before;
        long after = start;
        do {
            before = after;
            call.run();
            after = System.nanoTime();
            times.add(after - before);
        } while (after - start < nanos);
    }
}
