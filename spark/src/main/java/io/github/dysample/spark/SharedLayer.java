package io.github.dysample.spark;

import io.github.dysample.Backend;
import io.github.dysample.Backends;
import io.github.dysample.DySample;
import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Style;
import java.io.Serializable;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/**
 * The value to broadcast: a layer's weights, of which each executor makes one layer when a task first asks for it.
 *
 * <p>An executor keeps one object for each broadcast and gives it to all tasks, so they share the layer. It belongs to
 * nothing but this object and is gone with the broadcast; nothing needs closing. Threads that help end by themselves
 * when they have had no work for a minute.
 */
final class SharedLayer implements Serializable {
    private static final long serialVersionUID = 1L;

    private final int channels;
    private final int scale;
    private final int groups;
    private final boolean pixelShuffleFirst;
    private final boolean dynamicScope;
    private final int endConvOutputs;
    private final float[] offsetWeight;
    private final float[] offsetBias;
    private final float[] scopeWeight;
    private final float[] scopeBias;
    private final float[] initialPositions;
    private final float[] endConvWeight;
    private final float[] endConvBias;
    /** The name of a backend; empty for the automatic choice. */
    private final String backend;
    private final int threads;

    private transient DySample layer; // guarded by this; made on each executor

    /**
     * Takes what a layer is made of.
     *
     * @param weights the parameters; not copied
     * @param backend the name of a backend, empty for the automatic choice, which each executor makes for itself
     * @param threads how many threads compute one call, at least 1
     */
    SharedLayer(DySampleWeights weights, String backend, int threads) {
        DySampleConfig config = weights.config();
        this.channels = config.channels();
        this.scale = config.scale();
        this.groups = config.groups();
        this.pixelShuffleFirst = config.style() == Style.PL;
        this.dynamicScope = config.dynamicScope();
        this.endConvOutputs = config.endConvOutputs();
        this.offsetWeight = weights.offsetWeight();
        this.offsetBias = weights.offsetBias();
        this.scopeWeight = weights.scopeWeight();
        this.scopeBias = weights.scopeBias();
        this.initialPositions = weights.initialPositions();
        this.endConvWeight = weights.endConvWeight();
        this.endConvBias = weights.endConvBias();
        this.backend = backend;
        this.threads = threads;
    }

    /** {@return the layer's configuration} */
    DySampleConfig config() {
        return new DySampleConfig(channels, scale, groups, pixelShuffleFirst ? Style.PL : Style.LP, dynamicScope,
                endConvOutputs);
    }

    /**
     * {@return the layer of this JVM, the same at each call}
     *
     * @throws IllegalArgumentException if no backend has this name
     * @throws IllegalStateException if the backend cannot run in this JVM, with the reason
     */
    synchronized DySample layer() {
        if (layer == null) {
            Backend chosen = backend.isEmpty() ? Backends.best() : Backends.named(backend);
            DySample alone = DySample.of(weights(), chosen);
            layer = threads == 1 ? alone : alone.withExecutor(helpers(), threads);
        }
        return layer;
    }

    private DySampleWeights weights() {
        return new DySampleWeights(config(), offsetWeight, offsetBias, scopeWeight, scopeBias, initialPositions,
                endConvWeight, endConvBias);
    }

    private static Executor helpers() {
        return Executors.newCachedThreadPool(
                Thread.ofPlatform().daemon().name("dysample-helper-", 0).factory());
    }
}
