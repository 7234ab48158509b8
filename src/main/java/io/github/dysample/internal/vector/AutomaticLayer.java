package io.github.dysample.internal.vector;

import io.github.dysample.DySampleGradients;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Tensor;
import io.github.dysample.internal.scalar.ScalarLayer;
import io.github.dysample.spi.ForwardStages;
import io.github.dysample.spi.Workers;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A layer that takes each band from whichever backend is faster at this moment; both have the same bits. In a fresh JVM
 * that is the scalar one, since vectors that are not compiled yet are objects. Beside it the vector kernels run on
 * little, often enough for the compiler to notice, until a band shows that they have become the faster ones.
 */
final class AutomaticLayer extends VectorLayer {
    /** Calls of one band that are enough to measure both backends. */
    private static final int BOTH = 3;

    /** Whether a layer of this JVM has found the vector kernels compiled. */
    private static final AtomicBoolean PROVEN = new AtomicBoolean();

    private final DySampleWeights weights;
    private final ScalarLayer scalar;
    private final Pace pace = new Pace(PROVEN);
    private final WarmUp warmUp;

    AutomaticLayer(DySampleWeights weights) {
        super(weights);
        this.weights = weights;
        scalar = new ScalarLayer(weights);
        warmUp = new WarmUp(weights.config());
    }

    @Override
    public void warmUp() {
        new VectorLayer(weights).warmUp();
        warmUp.skip();
        PROVEN.set(true);
        GradientPace.skip();
        // Each backend is measured, so that the next call need not.
        Tensor x = Settling.map(weights.config());
        Tensor out = weights.config().newOutput(x);
        for (int call = 0; call < BOTH; call++) {
            forward(x, out, Workers.caller());
        }
    }

    @Override
    void compute(Tensor x, Tensor out, boolean adds, ForwardStages kept, Workers workers) {
        pace.begin();
        super.compute(x, out, adds, kept, workers);
    }

    /** Each call from one backend, as a whole. */
    @Override
    public void backward(
            Tensor x, ForwardStages kept, Tensor gradOut, Tensor gradX, DySampleGradients gradients, Workers workers) {
        if (GradientPace.takeVector(gradOut.data().length)) {
            super.backward(x, kept, gradOut, gradX, gradients, workers);
        } else {
            long before = System.nanoTime();
            scalar.backward(x, kept, gradOut, gradX, gradients, workers);
            GradientPace.scalarTook(System.nanoTime() - before);
        }
    }

    @Override
    void project(Tensor x, float[] projected, Workers workers) {
        if (pace.vectorIsFaster()) {
            super.project(x, projected, workers);
        } else {
            scalar.project(x, projected, workers);
        }
    }

    @Override
    void band(
            Tensor x, float[] projected, int n, int firstRow, int rows, int firstColumn, int columns, Scratch scratch,
            Tensor out, boolean adds, ForwardStages kept) {
        int positions = rows * columns;
        boolean vector = pace.takeVector(positions, warmUp.isDone());
        long before = System.nanoTime();
        if (vector) {
            super.band(x, projected, n, firstRow, rows, firstColumn, columns, scratch, out, adds, kept);
            pace.vectorTook(System.nanoTime() - before, positions);
        } else {
            scalar.band(x, projected, n, firstRow, rows, firstColumn, columns, out, adds, kept);
            long nanos = System.nanoTime() - before;
            pace.scalarTook(nanos, positions);
            warmUp.run(pace, nanos);
        }
    }
}
