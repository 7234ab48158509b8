package io.github.dysample.cli.train;

import io.github.dysample.train.Adam;
import io.github.dysample.train.AdamSettings;
import io.github.dysample.train.AdamW;
import io.github.dysample.train.Optimizer;
import io.github.dysample.train.Parameter;
import io.github.dysample.train.Sgd;
import io.github.dysample.train.SgdSettings;
import java.util.List;

/** The optimisers, by the names of PyTorch's in small letters. */
public enum OptimizerKind {
    SGD,
    ADAM,
    ADAMW;

    /** {@return the weight decay that PyTorch gives it} */
    public double usualWeightDecay() {
        return this == ADAMW ? AdamSettings.ADAM_W.weightDecay() : 0;
    }

    Optimizer of(List<Parameter> parameters, double momentum, double weightDecay) {
        return switch (this) {
            case SGD -> new Sgd(
                    parameters, SgdSettings.DEFAULT.withMomentum(momentum).withWeightDecay(weightDecay));
            case ADAM -> new Adam(parameters, AdamSettings.ADAM.withWeightDecay(weightDecay));
            case ADAMW -> new AdamW(parameters, AdamSettings.ADAM_W.withWeightDecay(weightDecay));
        };
    }
}
