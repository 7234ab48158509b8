package io.github.dysample.internal.vector;

import io.github.dysample.DySampleConfig;
import io.github.dysample.Tensor;
import java.util.ArrayDeque;

/** Maps between stages that no call uses at the moment: as many as there have been calls at once. */
final class GradientMapsPool {
    private final ArrayDeque<GradientMaps> idle = new ArrayDeque<>(); // guarded by this

    /** {@return maps for inputs of the shape of x, with any values} */
    synchronized GradientMaps take(DySampleConfig config, Tensor x) {
        GradientMaps maps = idle.poll();
        return maps != null && maps.fits(x) ? maps : GradientMaps.of(config, x);
    }

    synchronized void give(GradientMaps maps) {
        idle.push(maps);
    }
}
