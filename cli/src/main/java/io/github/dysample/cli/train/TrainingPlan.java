package io.github.dysample.cli.train;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Whatever decides the bits of a training, the data and the initial weights apart.
 *
 * @param optimizer the optimiser
 * @param rate the learning rate at first
 * @param momentum of {@link OptimizerKind#SGD}
 * @param weightDecay of any optimiser
 * @param schedule how the rate changes
 * @param warmUp in how many steps it rises at first
 * @param steps how many steps there are
 * @param batch how many items a step looks at
 * @param crop the side of the square of the input that is taken of an item, or 0 for the whole map
 * @param loss what is made small
 * @param clip the largest norm of the gradients, infinite for any
 * @param seed of the choice of items and squares
 */
public record TrainingPlan(
        OptimizerKind optimizer,
        double rate,
        double momentum,
        double weightDecay,
        ScheduleKind schedule,
        long warmUp,
        int steps,
        int batch,
        int crop,
        LossKind loss,
        double clip,
        long seed) {

    /** {@return all of it by the names of the command's options} */
    public Map<String, String> described() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("optimizer", small(optimizer));
        all.put("rate", Double.toString(rate));
        all.put("momentum", Double.toString(momentum));
        all.put("weight-decay", Double.toString(weightDecay));
        all.put("schedule", small(schedule));
        all.put("warm-up", Long.toString(warmUp));
        all.put("steps", Integer.toString(steps));
        all.put("batch", Integer.toString(batch));
        all.put("crop", crop == 0 ? "none" : Integer.toString(crop));
        all.put("loss", small(loss));
        all.put("clip", clip == Double.POSITIVE_INFINITY ? "none" : Double.toString(clip));
        all.put("seed", Long.toUnsignedString(seed));
        return all;
    }

    private static String small(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
