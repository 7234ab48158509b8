package io.github.dysample.cli.train;

import io.github.dysample.cli.picture.CurvePlot;
import java.awt.image.BufferedImage;
import java.util.Locale;

/** The losses of a training, as a table and as a picture. */
public final class LossCurve {
    private LossCurve() {}

    /** {@return lines {@code step,rate,loss}, from step 0} */
    public static String csv(Training training) {
        StringBuilder text = new StringBuilder("step,rate,loss\n");
        double[] losses = training.losses();
        for (int step = 0; step < losses.length; step++) {
            text.append(step).append(',').append(training.rate(step)).append(',').append(losses[step]).append('\n');
        }
        return text.toString();
    }

    /** {@return a picture with a dot for each step and a line through their means} */
    public static BufferedImage picture(Training training) {
        TrainingPlan plan = training.plan();
        String remark = String.format(Locale.ROOT, "%s, rate %s, %s schedule, batch %d, %s loss",
                small(plan.optimizer()), plan.rate(), small(plan.schedule()), plan.batch(), small(plan.loss()));
        return CurvePlot.draw("Loss of " + training.done() + " steps", remark, training.losses());
    }

    private static String small(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
