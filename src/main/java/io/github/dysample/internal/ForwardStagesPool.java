package io.github.dysample.internal;

import io.github.dysample.DySampleConfig;
import io.github.dysample.Tensor;
import io.github.dysample.spi.ForwardStages;
import java.util.ArrayDeque;
import java.util.Deque;

/** Stages of a layer's forward pass that no call uses at the moment: as many as there have been calls at once. */
public final class ForwardStagesPool {
    private final Deque<ForwardStages> idle = new ArrayDeque<>(); // guarded by this

    /** {@return stages for inputs of the shape of x, with any values} */
    public synchronized ForwardStages take(DySampleConfig config, Tensor x) {
        ForwardStages stages = idle.poll();
        return stages != null && stages.fit(x) ? stages : ForwardStages.of(config, x);
    }

    /** Takes stages back. */
    public synchronized void give(ForwardStages stages) {
        idle.push(stages);
    }
}
