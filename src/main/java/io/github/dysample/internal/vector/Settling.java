package io.github.dysample.internal.vector;

import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleGradients;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Tensor;
import io.github.dysample.spi.DifferentiableLayer;
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

    /** The forward pass, then the backward pass. */
    static void run(DifferentiableLayer layer, DySampleWeights weights) {
        Tensor x = map(weights.config());
        Tensor out = weights.config().newOutput(x);
        Tensor gradX = map(weights.config());
        DySampleGradients gradients = DySampleGradients.zeros(weights);
        run(() -> layer.forward(x, out, Workers.caller()));
        run(() -> layer.backward(x, null, out, gradX, gradients, Workers.caller()));
    }

    private static void run(Runnable call) {
        long start = System.nanoTime();
        long fastest = Long.MAX_VALUE;
        int calls = 0;
        long end = start;
        while (calls < CALLS && end - start < MOST_NANOS) {
            long before = System.nanoTime();
            call.run();
            end = System.nanoTime();
            long nanos = end - before;
            calls = nanos < MOST_TIMES * fastest ? calls + 1 : 0;
            fastest = Math.min(fastest, nanos);
        }
    }
}
