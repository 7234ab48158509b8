package io.github.dysample.jmh;

import io.github.dysample.DySample;
import io.github.dysample.Style;
import io.github.dysample.Tensor;
import java.io.IOException;
import org.openjdk.jmh.annotations.Param;

/** The layer in another engine, on the same weights and input. */
public abstract class PeerLayerBenchmark extends PeerBenchmark {
    @Param
    Style style;

    @Param({"false", "true"})
    boolean dynamicScope;

    /** The name of the model's files, without what comes after the dot. */
    final String model() {
        return Models.name(config(style, dynamicScope));
    }

    /** Our definition on the weights of the engine's own model. */
    @Override
    final Tensor expected(Tensor x) throws IOException {
        return DySample.of(Models.weights(config(style, dynamicScope)), "scalar").forward(x);
    }
}
