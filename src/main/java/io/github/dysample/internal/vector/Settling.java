package io.github.dysample.internal.vector;

import io.github.dysample.DySampleConfig;
import io.github.dysample.Tensor;
import io.github.dysample.spi.PreparedLayer;
import io.github.dysample.spi.Workers;

/** Calls a layer on a small map until its calls take about equally long, which means that they are compiled. */
final class Settling {
    private static final long MOST_NANOS = 2_000_000_000;

    /** So many calls one after the other, none of them much slower than the fastest so far. */
    private static final int CALLS = 50;
    private static final double MOST_TIMES = 1.5;

    private static final int ROWS = 4;
    private static final int COLUMNS = 32;

    private Settling() {}

    static Tensor map(DySampleConfig config) {
        return Tensor.zeros(1, config.channels(), ROWS, COLUMNS);
    }

    static void run(PreparedLayer layer, DySampleConfig config) {
        Tensor x = map(config);
        Tensor out = config.newOutput(x);
        long start = System.nanoTime();
        long fastest = Long.MAX_VALUE;
        int calls = 0;
        long end = start;
        while (calls < CALLS && end - start < MOST_NANOS) {
            long before = System.nanoTime();
            layer.forward(x, out, Workers.caller());
            end = System.nanoTime();
            long nanos = end - before;
            calls = nanos < MOST_TIMES * fastest ? calls + 1 : 0;
            fastest = Math.min(fastest, nanos);
        }
    }
}
