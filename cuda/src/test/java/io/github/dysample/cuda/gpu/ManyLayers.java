package io.github.dysample.cuda.gpu;

import io.github.dysample.Backends;
import io.github.dysample.DySample;
import io.github.dysample.Tensor;

/** Some trials, for tools that watch a process: every kernel, and the bits of each layer. */
public final class ManyLayers {
    private ManyLayers() {}

    /** One argument: how many trials. */
    public static void main(String[] arguments) {
        int trials = Integer.parseInt(arguments[0]);
        for (int seed = 0; seed < trials; seed++) {
            Trial trial = Trial.of(seed);
            Tensor right = DySample.of(trial.weights(), "scalar").forward(trial.x());
            if (!DySample.of(trial.weights(), "cuda").forward(trial.x()).equals(right)) {
                throw new AssertionError("trial " + seed + ", " + trial + ": other bits");
            }
            // The stages one by one.
            DySample.of(trial.weights(), Backends.named("cuda")).trace(trial.x());
        }
        System.out.println(trials + " trials have the bits of the scalar backend");
    }
}
