package io.github.dysample.cli.demo;

import io.github.dysample.DySample;
import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Style;
import io.github.dysample.Tensor;
import io.github.dysample.cli.Progress;
import io.github.dysample.cli.train.LossKind;
import io.github.dysample.cli.train.OptimizerKind;
import io.github.dysample.cli.train.ScheduleKind;
import io.github.dysample.cli.train.Training;
import io.github.dysample.cli.train.TrainingPlan;
import io.github.dysample.train.TrainableDySample;
import java.util.LinkedHashMap;
import java.util.Map;

/** A layer learns here to keep the boundaries of class maps sharp, on one photograph; it is tested on another. */
final class Sharpening {
    private static final int SCALE = 2;
    private static final long SEED = 0;

    /** The plan, which compares four of the layer's sixteen channels: the maps themselves. */
    static final TrainingPlan PLAN = new TrainingPlan(OptimizerKind.ADAM, 0.1, 0, 0, ScheduleKind.COSINE, 0, 1500, 1,
            48, LossKind.MSE, Double.POSITIVE_INFINITY, SEED);

    private final Training training;
    private final double seconds;
    private final ClassMap test;
    private final Map<String, Tensor> results = new LinkedHashMap<>(); // by the name of the upsampler

    /** Teaches a layer. */
    Sharpening(ClassMap lesson, ClassMap test) {
        this.test = test;
        Tensor x = lesson.features();
        DySampleConfig config = new DySampleConfig(x.c(), SCALE, 1, Style.LP, true);
        TrainableDySample layer = new TrainableDySample(DySampleWeights.initial(config, SEED));
        this.training = new Training(PLAN, layer, x, lesson.truth());
        long start = System.nanoTime();
        try (Progress _ = Progress.of(() -> "learning, " + training.status().text())) {
            training.run(() -> false);
        }
        this.seconds = (System.nanoTime() - start) / 1e9;
        results.put("nearest", Resampling.nearest(test.half(), SCALE));
        results.put("bilinear", Resampling.bilinear(test.half(), SCALE));
        results.put("bicubic", Resampling.bicubic(test.half(), SCALE));
        Tensor y = DySample.of(layer.weights()).forward(test.features());
        results.put(config.paperName(), Resampling.firstChannels(y, ClassMap.CLASSES));
    }

    /** {@return the training, all its steps done} */
    Training training() {
        return training;
    }

    /** {@return how long it took} */
    double seconds() {
        return seconds;
    }

    /** {@return the map that it was tested on} */
    ClassMap test() {
        return test;
    }

    /** {@return the name of the layer that learned} */
    String learned() {
        return training.layer().config().paperName();
    }

    /** {@return what each upsampler made of the map at half its size, (1, K, H, W)} */
    Map<String, Tensor> results() {
        return results;
    }

    /** {@return how far that is from the truth} */
    ClassErrors errors(String upsampler) {
        return ClassErrors.of(results.get(upsampler), test.truth());
    }

    /** {@return whether the layer that learned is nearer to the truth than upsamplers that did not} */
    boolean holds() {
        return results.keySet().stream()
                .filter(upsampler -> !upsampler.equals(learned()))
                .allMatch(upsampler -> errors(learned()).meanSquare() < errors(upsampler).meanSquare());
    }
}
