package io.github.dysample.cli.train;

import java.util.Locale;

/** How far a training has come, for the line of progress. Any thread may ask. */
public final class TrainingStatus {
    /** Of the loss that is shown, which would jump from batch to batch. */
    private static final double KEPT = 0.98;

    private final int steps;
    private volatile int done;
    private volatile double loss = Double.NaN;

    TrainingStatus(int steps) {
        this.steps = steps;
    }

    void finished(int step, double newLoss) {
        loss = Double.isNaN(loss) ? newLoss : KEPT * loss + (1 - KEPT) * newLoss;
        done = step + 1;
    }

    /** {@return how many steps are done} */
    public int done() {
        return done;
    }

    /** {@return the step and the loss, a mean of the last ones} */
    public String text() {
        return String.format(Locale.ROOT, "step %d of %d, loss %.3g", done, steps, loss);
    }
}
