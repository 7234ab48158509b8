package io.github.dysample.internal.scalar;

import io.github.dysample.DySampleConfig;
import io.github.dysample.Tensor;
import java.util.ArrayDeque;
import java.util.Deque;

/** Scratches that no call uses at the moment: as many as there have been calls at once. */
final class GradientScratchPool {
    private final Deque<GradientScratch> idle = new ArrayDeque<>(); // guarded by this

    /** {@return one for inputs of the shape of x, with any values} */
    synchronized GradientScratch take(DySampleConfig config, Tensor x) {
        GradientScratch scratch = idle.poll();
        return scratch != null && scratch.fits(x) ? scratch : GradientScratch.of(config, x);
    }

    synchronized void give(GradientScratch scratch) {
        idle.push(scratch);
    }
}
