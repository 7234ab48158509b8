package io.github.dysample.cli;

import io.github.dysample.cli.train.LossKind;
import io.github.dysample.cli.train.OptimizerKind;
import io.github.dysample.cli.train.ScheduleKind;
import io.github.dysample.cli.train.TrainingPlan;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say how a layer is taught. */
final class TrainOptions {
    @Option(
            names = "--optimizer",
            paramLabel = "sgd|adam|adamw",
            defaultValue = "adam",
            description = "Optimiser, as torch.optim has it (default: adam).")
    private OptimizerKind optimizer;

    @Option(
            names = "--rate",
            paramLabel = "R",
            defaultValue = "0.001",
            description = "Learning rate at first (default: 0.001).")
    private double rate;

    @Option(names = "--momentum", paramLabel = "M", description = "Momentum of sgd (default: 0).")
    private Double momentum;

    @Option(
            names = "--weight-decay",
            paramLabel = "D",
            description = "Weight decay (default: PyTorch's, 0.01 for adamw, else 0).")
    private Double weightDecay;

    @Option(
            names = "--schedule",
            paramLabel = "constant|step|cosine",
            defaultValue = "cosine",
            description = "How the rate changes: not at all; by a tenth after each third of the steps; along a cosine"
                    + " to 0 (default: cosine).")
    private ScheduleKind schedule;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            defaultValue = "0",
            description = "In how many steps the rate rises to that at first (default: 0).")
    private int warmUp;

    @Option(names = "--steps", paramLabel = "N", defaultValue = "1000", description = "Steps (default: 1000).")
    private int steps;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "1",
            description = "Items in a step, drawn anew each time (default: 1).")
    private int batch;

    @Option(
            names = "--crop",
            paramLabel = "N",
            description = "Side of the square of the input that a step takes of an item (default: the whole map).")
    private Integer crop;

    @Option(
            names = "--loss",
            paramLabel = "mse|l1|huber",
            defaultValue = "mse",
            description = "Mean of squares, of absolute values, or of squares up to 1 and absolute values beyond"
                    + " (default: mse).")
    private LossKind loss;

    @Option(
            names = "--clip",
            paramLabel = "NORM",
            description = "Scale gradients whose norm is larger (default: never).")
    private Double clip;

    @Mixin
    private SeedOption seed;

    /** {@return the plan, checked} */
    TrainingPlan plan() {
        Limits.check("--steps", steps, Limits.MOST_STEPS);
        Limits.check("--batch", batch, Limits.MOST_STEPS);
        if (crop != null) {
            Limits.check("--crop", crop, Limits.MOST_STEPS);
        }
        if (warmUp < 0 || warmUp > steps) {
            throw new UsageException("--warm-up is " + warmUp + ", must be 0 to the number of steps, " + steps);
        }
        requireNotNegative("--rate", rate);
        requireNotNegative("--clip", clip);
        requireNotNegative("--weight-decay", weightDecay);
        requireNotNegative("--momentum", momentum);
        if (momentum != null && optimizer != OptimizerKind.SGD) {
            throw new UsageException("--momentum is for sgd; adam and adamw have their own");
        }
        return new TrainingPlan(
                optimizer,
                rate,
                momentum == null ? 0 : momentum,
                weightDecay == null ? optimizer.usualWeightDecay() : weightDecay,
                schedule,
                warmUp,
                steps,
                batch,
                crop == null ? 0 : crop,
                loss,
                clip == null ? Double.POSITIVE_INFINITY : clip,
                seed.value);
    }

    /** {@return the seed, which a new layer's weights are drawn from, too} */
    long seed() {
        return seed.value;
    }

    private static void requireNotNegative(String option, Double value) {
        if (value != null && !(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new UsageException(option + " is " + value + ", must be finite and at least 0");
        }
    }
}
