package io.github.dysample;

import io.github.dysample.internal.SamplingPoints;
import io.github.dysample.spi.ComposedLayer;
import io.github.dysample.spi.DifferentiableLayer;
import io.github.dysample.spi.ForwardStages;
import io.github.dysample.spi.PreparedLayer;
import io.github.dysample.spi.Workers;
import java.util.concurrent.Executor;

/**
 * A DySample layer: x of shape (B, C, H, W) to y of shape (B, C, sH, sW), or (B, O, sH, sW) if it ends in a 1×1
 * convolution of O outputs.
 *
 * <pre>{@code
 * DySample layer = DySample.of(weights);
 * Tensor y = layer.forward(x);
 * }</pre>
 *
 * <p>Immutable and safe to share between threads. The calling thread computes, unless {@link #withExecutor} gives it
 * help; the result is the same to the bit for any backend and any number of threads. A layer keeps a small scratch for
 * each call in flight and nothing that needs closing.
 *
 * <p>Special values: a NaN offset samples coordinate 0, an infinite one clips to the edge; NaN and infinities in x go
 * where the bilinear sum takes them. A batch of 0 is legal, H and W are at least 1.
 *
 * <p>Source: <cite>Learning to Upsample by Learning to Sample</cite>, ICCV 2023, section 3.
 */
public final class DySample {
    private final DySampleWeights weights;
    private final Backend backend;
    private final PreparedLayer layer;

    private DySample(DySampleWeights weights, Backend backend, PreparedLayer layer) {
        this.weights = weights;
        this.backend = backend;
        this.layer = layer;
    }

    /**
     * A layer on the best backend, see {@link Backends#best()}.
     *
     * @param weights the parameters; copied
     * @return the layer
     */
    public static DySample of(DySampleWeights weights) {
        return of(weights, Backends.best());
    }

    /**
     * A layer on the backend of a name, see {@link Backends#named}.
     *
     * @param weights the parameters; copied
     * @param backend the name, such as {@code scalar} or {@code vector}
     * @return the layer
     */
    public static DySample of(DySampleWeights weights, String backend) {
        return of(weights, Backends.named(backend));
    }

    /**
     * A layer on a given backend, computed by its threads.
     *
     * @param weights the parameters; copied
     * @param backend the backend
     * @return the layer
     */
    public static DySample of(DySampleWeights weights, Backend backend) {
        Arguments.requirePresent("weights", weights);
        Arguments.requirePresent("backend", backend);
        DySampleWeights own = weights.copy();
        return new DySample(own, backend, backend.kernels().prepare(own));
    }

    /**
     * The same layer, computed by the calling thread and helpers from an executor. Shares the prepared weights.
     *
     * @param executor runs the helpers; never shut down here
     * @param width how many threads work at most, the caller included
     * @return the layer
     * @throws IllegalArgumentException if the width is under 1
     */
    public DySample withExecutor(Executor executor, int width) {
        return new DySample(weights, backend.withExecutor(executor, width), layer);
    }

    /** {@return the layer's configuration} */
    public DySampleConfig config() {
        return weights.config();
    }

    /** {@return the backend that computes, with its threads} */
    public Backend backend() {
        return backend;
    }

    /**
     * Computes the layer into a new tensor.
     *
     * @param x the input (B, C, H, W)
     * @return the output (B, O, sH, sW), where O is {@link DySampleConfig#outputChannels()}
     * @throws IllegalArgumentException if the shape does not fit the config, or the output or the
     *     offsets are more than an array holds
     */
    public Tensor forward(Tensor x) {
        Arguments.checkInput(x, config());
        Tensor out = config().newOutput(x);
        compute(x, out);
        return out;
    }

    /**
     * Computes the layer into a given tensor; in the steady state this allocates nothing on one thread of the CPU.
     *
     * @param x the input (B, C, H, W)
     * @param out the output (B, O, sH, sW), every element written; not the array of {@code x}
     * @throws IllegalArgumentException if a shape does not fit, or {@code out} shares its array with {@code x}
     */
    public void forward(Tensor x, Tensor out) {
        Arguments.checkLayer(x, config(), out);
        compute(x, out);
    }

    /**
     * Computes the layer and adds it to what a tensor holds, as a feature pyramid does with the map of the next level:
     * each element becomes itself plus the layer's output, rounded once. In the steady state this allocates nothing on
     * one thread of the CPU.
     *
     * @param x the input (B, C, H, W)
     * @param out what is added to (B, O, sH, sW); not the array of {@code x}
     * @throws IllegalArgumentException as {@link #forward(Tensor, Tensor)}
     */
    public void forwardAdd(Tensor x, Tensor out) {
        Arguments.checkLayer(x, config(), out);
        if (out.data().length > 0) {
            layer.forwardAdd(x, out, backend.workers());
        }
    }

    private void compute(Tensor x, Tensor out) {
        if (out.data().length > 0) {
            layer.forward(x, out, backend.workers());
        }
    }

    /**
     * Computes the layer into a given tensor and saves what {@link #backward(SavedTensors, Tensor, Tensor,
     * DySampleGradients)} needs. In the steady state, with a shape it has seen, this allocates nothing on one thread of
     * the CPU.
     *
     * @param x the input (B, C, H, W)
     * @param out the output (B, O, sH, sW), every element written; not the array of {@code x}
     * @param saved where to; nothing is saved in it if this fails
     * @throws IllegalArgumentException as {@link #forward(Tensor, Tensor)}, or if the offsets of the whole batch are
     *     more than an array holds
     */
    public void forward(Tensor x, Tensor out, SavedTensors saved) {
        Arguments.requirePresent("saved", saved);
        saved.clear();
        Arguments.checkLayer(x, config(), out);
        ForwardStages kept = null;
        if (layer instanceof DifferentiableLayer own && own.keepsStages() && out.data().length > 0) {
            kept = saved.room(config(), x);
            own.forward(x, out, kept, backend.workers());
        } else {
            compute(x, out);
        }
        saved.complete(layer, x, kept);
    }

    /**
     * Has the JVM compile both passes of the layer now rather than during the first calls: for a service that would
     * rather pay when it starts. Computes on a small map of zeros, on the calling thread, for less than two seconds in
     * a fresh JVM and five at the most. Without it the first calls compute on plain loops, to the same bits, while the
     * JVM compiles.
     */
    public void warmUp() {
        layer.warmUp();
    }

    /**
     * Computes the layer stage by stage, by the backend's single kernels, and keeps every stage. Slower than
     * {@link #forward(Tensor)}, with the same output to the bit. {@code ReferenceLayer} of {@code dysample-verify} does
     * the same in float64.
     *
     * @param x the input (B, C, H, W)
     * @return all stages
     * @throws IllegalArgumentException as {@link #forward(Tensor)}
     */
    public Trace trace(Tensor x) {
        Arguments.checkInput(x, config());
        Workers workers = backend.workers();
        ComposedLayer stages = new ComposedLayer(backend.kernels(), weights);
        Tensor linear = stages.linear(x, workers);
        Tensor scope = stages.scope(x, workers);
        Tensor offsets = stages.offsets(linear, scope, workers);
        SamplingPoints points = SamplingPoints.of(offsets, config());
        Tensor output = config().newOutput(x);
        stages.output(x, offsets, output, workers);
        return new Trace(linear, scope, offsets, points.coordinates(), points.taps(), points.bilinear(),
                config().hasEndConv() ? stages.sampled(x, offsets, workers) : null, output);
    }

    /**
     * Makes gradients for exactly the parameters this layer has.
     *
     * @return new gradients, all 0
     */
    public DySampleGradients newGradients() {
        return DySampleGradients.zeros(weights);
    }

    /**
     * Computes the gradients of a loss, given that of the output. The layer keeps nothing of {@link #forward}, which
     * need not have been called; the offsets are computed again.
     *
     * @param x the input (B, C, H, W)
     * @param gradOut the gradient of the loss by the output (B, O, sH, sW)
     * @return the gradients of the loss by x and by the parameters
     * @throws IllegalArgumentException if a shape does not fit, as in {@link #forward(Tensor)}
     */
    public Gradients backward(Tensor x, Tensor gradOut) {
        GradientArguments.checkLayer(x, gradOut, config());
        Gradients gradients = new Gradients(Tensor.zeros(x.n(), x.c(), x.h(), x.w()), newGradients());
        computeBackward(x, null, gradOut, gradients.input(), gradients.parameters());
        return gradients;
    }

    /**
     * Computes the gradients of a loss into given ones; in the steady state, with a shape it has seen, this allocates
     * nothing on one thread of the CPU.
     *
     * @param x the input (B, C, H, W)
     * @param gradOut the gradient of the loss by the output (B, O, sH, sW)
     * @param gradX that of x (B, C, H, W), every element written, not the array of {@code x} or {@code gradOut}; null
     *     if it is not wanted
     * @param gradients to which those of the parameters are added, see {@link #newGradients}; null if not wanted
     * @throws IllegalArgumentException if a shape does not fit, the gradients are not of this layer's parameters, or
     *     {@code gradX} shares its array with an input
     */
    public void backward(Tensor x, Tensor gradOut, Tensor gradX, DySampleGradients gradients) {
        checkBackward(x, gradOut, gradX, gradients);
        computeBackward(x, null, gradOut, gradX, gradients);
    }

    /**
     * The same after a forward pass that has saved what is needed of it: to the same bits, and sooner.
     *
     * @param saved what {@link #forward(Tensor, Tensor, SavedTensors)} of this layer has saved, with any executor
     * @param gradOut the gradient of the loss by the output (B, O, sH, sW)
     * @param gradX that of the input of the forward pass (B, C, H, W), every element written, not the array of the
     *     input or {@code gradOut}; null if it is not wanted
     * @param gradients to which those of the parameters are added, see {@link #newGradients}; null if not wanted
     * @throws IllegalArgumentException as {@link #backward(Tensor, Tensor, Tensor, DySampleGradients)}, or if nothing
     *     is saved, or another layer has saved it
     */
    public void backward(SavedTensors saved, Tensor gradOut, Tensor gradX, DySampleGradients gradients) {
        Arguments.requirePresent("saved", saved);
        Tensor x = saved.inputOf(layer);
        checkBackward(x, gradOut, gradX, gradients);
        computeBackward(x, saved.kept(), gradOut, gradX, gradients);
    }

    private void checkBackward(Tensor x, Tensor gradOut, Tensor gradX, DySampleGradients gradients) {
        GradientArguments.checkLayer(x, gradOut, config());
        GradientArguments.checkGradX(x, gradOut, gradX);
        if (gradients != null && !gradients.fit(weights)) {
            throw new IllegalArgumentException("gradients are of " + gradients.parameters() + ", the layer is "
                    + DySampleGradients.parameters(weights));
        }
    }

    private void computeBackward(
            Tensor x, ForwardStages kept, Tensor gradOut, Tensor gradX, DySampleGradients gradients) {
        if (gradOut.data().length == 0 || gradX == null && gradients == null) {
            return;
        }
        if (layer instanceof DifferentiableLayer own) {
            own.backward(x, kept, gradOut, gradX, gradients, backend.workers());
        } else {
            new ComposedLayer(backend.kernels(), weights)
                    .backward(x, null, gradOut, gradX, gradients, backend.workers());
        }
    }

    /**
     * Computes the gradients stage by stage, by the backend's single kernels, and keeps every stage. Slower than
     * {@link #backward(Tensor, Tensor)}, with the same results to the bit.
     *
     * @param x the input (B, C, H, W)
     * @param gradOut the gradient of the loss by the output (B, O, sH, sW)
     * @return all stages
     * @throws IllegalArgumentException as {@link #backward(Tensor, Tensor)}
     */
    public GradientTrace traceBackward(Tensor x, Tensor gradOut) {
        GradientArguments.checkLayer(x, gradOut, config());
        return new ComposedLayer(backend.kernels(), weights).traceBackward(
                x, gradOut, Tensor.zeros(x.n(), x.c(), x.h(), x.w()), newGradients(), backend.workers());
    }

    @Override
    public String toString() {
        return config() + ", backend " + backend;
    }
}
