package io.github.dysample.jmh;

import io.github.dysample.DySample;
import io.github.dysample.DySampleConfig;
import io.github.dysample.Style;
import io.github.dysample.Tensor;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Warmup;

/** What other engines have in common. They are compiled ahead of time, so a shorter warm-up does. */
@Warmup(iterations = 3, time = 200, timeUnit = TimeUnit.MILLISECONDS)
public abstract class PeerWorkbench extends Workbench {
    @Param("1")
    int threads;

    /** For subclasses. */
    protected PeerWorkbench() {}

    /** What the engine must give: our definition on the weights of the engine's own model. */
    final Tensor expected(Style style, boolean dynamicScope, Tensor x) throws IOException {
        DySampleConfig config = config(style, dynamicScope);
        return DySample.of(Models.weights(config), "scalar").forward(x);
    }
}
