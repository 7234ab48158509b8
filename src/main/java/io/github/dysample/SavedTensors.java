package io.github.dysample;

import io.github.dysample.spi.ForwardStages;
import io.github.dysample.spi.PreparedLayer;

/**
 * What a forward pass leaves for its backward pass, which then need not compute it again: the sampling offsets and what
 * they come from, as PyTorch's autograd saves tensors. The caller has them; the layer keeps nothing.
 *
 * <pre>{@code
 * SavedTensors saved = new SavedTensors();
 * layer.forward(x, y, saved);
 * layer.backward(saved, gradY, gradX, gradients);
 * }</pre>
 *
 * <p>They are 2·g·s² values to each pixel of x, three times as many with dynamic scope, and as many as {@code end_conv}
 * makes of all groups if there is one. They also refer to x, whose values must not change between the two passes.
 * Another forward pass writes over them, and uses their memory again if the shape is the same. For one forward pass at
 * a time; backward passes only read them, as often as they are called.
 */
public final class SavedTensors {
    private PreparedLayer layer; // null if nothing is saved
    private Tensor x;
    private ForwardStages kept; // null if the layer keeps none

    private ForwardStages memory; // or null
    private DySampleConfig config; // of the layer that the memory is for

    /** Makes an object in which nothing is saved yet. */
    public SavedTensors() {}

    /** {@return tensors for the stages of a pass} */
    ForwardStages room(DySampleConfig config, Tensor x) {
        if (memory == null || !config.equals(this.config) || !memory.fit(x)) {
            memory = null; // before there is other memory
            memory = ForwardStages.of(config, x);
            this.config = config;
        }
        return memory;
    }

    /** Forgets what was saved, and keeps the memory. */
    void clear() {
        layer = null;
        x = null;
        kept = null;
    }

    /** From now on something is saved; kept is null if the layer keeps no stages. */
    void complete(PreparedLayer layer, Tensor x, ForwardStages kept) {
        this.layer = layer;
        this.x = x;
        this.kept = kept;
    }

    /**
     * {@return the input of the pass}
     *
     * @throws IllegalArgumentException if nothing is saved, or by another layer
     */
    Tensor inputOf(PreparedLayer layer) {
        if (this.layer == null) {
            throw new IllegalArgumentException("saved holds nothing: call forward(x, out, saved) before backward");
        }
        if (this.layer != layer) {
            throw new IllegalArgumentException("saved is of input " + x.shapeString() + " to another layer, or to this"
                    + " one before its parameters changed: call forward(x, out, saved) of the layer before backward");
        }
        return x;
    }

    /** {@return the stages, or null} */
    ForwardStages kept() {
        return kept;
    }
}
