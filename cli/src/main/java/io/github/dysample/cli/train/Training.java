package io.github.dysample.cli.train;

import io.github.dysample.SavedTensors;
import io.github.dysample.Tensor;
import io.github.dysample.train.GradientClipping;
import io.github.dysample.train.Optimizer;
import io.github.dysample.train.OptimizerState;
import io.github.dysample.train.Schedule;
import io.github.dysample.train.TrainableDySample;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/** Teaches a layer by a plan. The result depends on plan, data and initial weights, to the bit, and on nothing else. */
public final class Training {
    private static final int FIRST_LOSSES = 1024;

    private final TrainingPlan plan;
    private final TrainableDySample layer;
    private final Optimizer optimizer;
    private final Schedule schedule;
    private final Crops crops;
    private final Tensor y;
    private final SavedTensors saved = new SavedTensors();
    private double[] losses = new double[FIRST_LOSSES]; // grows
    private final TrainingStatus status;
    private int done;

    /**
     * A training that has not begun.
     *
     * @param plan what to do
     * @param layer the layer, with its initial weights
     * @param x inputs (N, C, H, W)
     * @param target what the layer should make of them, (N, T, sH, sW); T channels are compared with the first ones
     */
    public Training(TrainingPlan plan, TrainableDySample layer, Tensor x, Tensor target) {
        this.plan = plan;
        this.layer = layer;
        this.optimizer = plan.optimizer().of(layer.parameters(), plan.momentum(), plan.weightDecay());
        this.schedule = plan.schedule().of(plan.rate(), plan.steps(), plan.warmUp());
        this.crops = new Crops(x, target, layer.config(), plan);
        this.y = layer.config().newOutput(crops.x());
        this.status = new TrainingStatus(plan.steps());
    }

    /**
     * Goes on to the end, or until it is told to stop between two steps.
     *
     * @throws DivergedException if the loss is infinite or NaN; the layer is then as it was before that step
     */
    public void run(BooleanSupplier stop) {
        while (done < plan.steps() && !stop.getAsBoolean()) {
            step();
        }
    }

    private void step() {
        crops.take(done);
        layer.forward(crops.x(), y, saved);
        double loss = plan.loss().loss().of(y, crops.target(), y);
        if (!Double.isFinite(loss)) {
            throw new DivergedException(done, loss);
        }
        optimizer.zeroGradients();
        layer.backward(saved, y, null);
        if (plan.clip() < Double.POSITIVE_INFINITY) {
            GradientClipping.byNorm(layer.parameters(), plan.clip());
        }
        optimizer.step(schedule.rate(done));
        finished(loss);
    }

    private void finished(double loss) {
        if (done == losses.length) {
            losses = Arrays.copyOf(losses, Math.min(2 * done, plan.steps()));
        }
        losses[done] = loss;
        status.finished(done, loss);
        done++;
    }

    /** Continues where another training of the same plan was, whose weights the layer has. */
    void resume(OptimizerState state, double[] lossesSoFar) {
        optimizer.restore(state);
        for (double loss : lossesSoFar) {
            finished(loss);
        }
    }

    /** {@return the plan} */
    public TrainingPlan plan() {
        return plan;
    }

    /** {@return the layer as it is now} */
    public TrainableDySample layer() {
        return layer;
    }

    /** {@return what the optimiser remembers} */
    OptimizerState optimizerState() {
        return optimizer.state();
    }

    /** {@return how many steps are done} */
    public int done() {
        return done;
    }

    /** {@return whether all steps are done} */
    public boolean isComplete() {
        return done == plan.steps();
    }

    /** {@return the loss of each step that is done, before its change} */
    public double[] losses() {
        return Arrays.copyOf(losses, done);
    }

    /** {@return the learning rate of a step} */
    double rate(int step) {
        return schedule.rate(step);
    }

    /** {@return how far it has come, for other threads} */
    public TrainingStatus status() {
        return status;
    }
}
