package io.github.dysample.train;

import io.github.dysample.Backend;
import io.github.dysample.Backends;
import io.github.dysample.DySample;
import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleGradients;
import io.github.dysample.DySampleWeights;
import io.github.dysample.SavedTensors;
import io.github.dysample.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A layer whose parameters may change: an {@link Optimizer} that has its {@link #parameters} changes the layer. Initial
 * positions stay as they are; they are a buffer in PyTorch, too. For one thread at a time.
 */
public final class TrainableDySample {
    private final Backend backend;
    private final DySampleWeights weights; // own arrays, which optimisers change
    private final DySampleGradients gradients;
    private final List<Parameter> parameters;
    private final float[][] prepared; // the values that the layer was made with
    private DySample layer;

    /**
     * A layer on the best backend.
     *
     * @param initial the values to begin with; copied
     */
    public TrainableDySample(DySampleWeights initial) {
        this(initial, Backends.best());
    }

    /**
     * A layer on a backend and its threads, see {@link Backend#withExecutor}.
     *
     * @param initial the values to begin with; copied
     * @param backend what computes
     */
    public TrainableDySample(DySampleWeights initial, Backend backend) {
        this.backend = backend;
        this.weights = initial.copy();
        this.gradients = DySampleGradients.zeros(weights);
        this.parameters = Collections.unmodifiableList(parameters(weights, gradients));
        this.prepared = parameters.stream().map(parameter -> parameter.value().clone()).toArray(float[][]::new);
        this.layer = DySample.of(weights, backend);
    }

    /** {@return the layer's configuration} */
    public DySampleConfig config() {
        return weights.config();
    }

    /**
     * Computes the layer with the values as they are now.
     *
     * @param x the input (B, C, H, W)
     * @return the output (B, O, sH, sW)
     * @throws IllegalArgumentException as {@link DySample#forward(Tensor)}
     */
    public Tensor forward(Tensor x) {
        return layer().forward(x);
    }

    /**
     * Computes the layer with the values as they are now, into a given tensor.
     *
     * @param x the input (B, C, H, W)
     * @param out the output (B, O, sH, sW)
     * @throws IllegalArgumentException as {@link DySample#forward(Tensor, Tensor)}
     */
    public void forward(Tensor x, Tensor out) {
        layer().forward(x, out);
    }

    /**
     * Computes the layer with the values as they are now and saves what the backward pass needs.
     *
     * @param x the input (B, C, H, W), whose values stay as they are until the backward pass is over
     * @param out the output (B, O, sH, sW)
     * @param saved where to
     * @throws IllegalArgumentException as {@link DySample#forward(Tensor, Tensor, SavedTensors)}
     */
    public void forward(Tensor x, Tensor out, SavedTensors saved) {
        layer().forward(x, out, saved);
    }

    /**
     * Adds the gradients of a loss to those of the parameters.
     *
     * @param x the input (B, C, H, W)
     * @param gradOut the gradient of the loss by the output (B, O, sH, sW)
     * @throws IllegalArgumentException as {@link DySample#backward(Tensor, Tensor)}
     */
    public void backward(Tensor x, Tensor gradOut) {
        backward(x, gradOut, null);
    }

    /**
     * Adds the gradients of a loss to those of the parameters, and computes that of the input, for what comes before
     * the layer.
     *
     * @param x the input (B, C, H, W)
     * @param gradOut the gradient of the loss by the output (B, O, sH, sW)
     * @param gradX where that by the input goes (B, C, H, W), every element written; null if it is not wanted
     * @throws IllegalArgumentException as {@link DySample#backward(Tensor, Tensor, Tensor, DySampleGradients)}
     */
    public void backward(Tensor x, Tensor gradOut, Tensor gradX) {
        layer().backward(x, gradOut, gradX, gradients);
    }

    /**
     * The same after a forward pass that has saved what is needed of it: to the same bits, and sooner.
     *
     * @param saved what {@link #forward(Tensor, Tensor, SavedTensors)} has saved since the values last changed
     * @param gradOut the gradient of the loss by the output (B, O, sH, sW)
     * @param gradX where that by the input goes (B, C, H, W), every element written; null if it is not wanted
     * @throws IllegalArgumentException as {@link DySample#backward(SavedTensors, Tensor, Tensor, DySampleGradients)}
     */
    public void backward(SavedTensors saved, Tensor gradOut, Tensor gradX) {
        layer().backward(saved, gradOut, gradX, gradients);
    }

    /** {@return what there is to learn, by the names of PyTorch's state dict: {@code offset.weight} and so on} */
    public List<Parameter> parameters() {
        return parameters;
    }

    /**
     * The same with longer names, for an optimiser that has the parameters of several layers.
     *
     * @param prefix what each name begins with, such as {@code neck.up.}
     * @return parameters that share the arrays of {@link #parameters()}
     */
    public List<Parameter> parameters(String prefix) {
        return parameters.stream()
                .map(each -> new Parameter(prefix + each.name(), each.value(), each.gradient()))
                .toList();
    }

    /** Sets the gradients of the parameters to 0. */
    public void zeroGradients() {
        gradients.clear();
    }

    /** {@return a copy of the layer's values as they are now} */
    public DySampleWeights weights() {
        return weights.copy();
    }

    /** The layer with the values as they are now: a layer that was prepared for others is prepared anew. */
    private DySample layer() {
        boolean changed = false;
        for (int i = 0; i < prepared.length; i++) {
            float[] value = parameters.get(i).value();
            if (!Arrays.equals(prepared[i], value)) {
                System.arraycopy(value, 0, prepared[i], 0, value.length);
                changed = true;
            }
        }
        if (changed) {
            layer = DySample.of(weights, backend);
        }
        return layer;
    }

    private static List<Parameter> parameters(DySampleWeights weights, DySampleGradients gradients) {
        List<Parameter> all = new ArrayList<>();
        add(all, "offset.weight", weights.offsetWeight(), gradients.offsetWeightSums());
        add(all, "offset.bias", weights.offsetBias(), gradients.offsetBiasSums());
        add(all, "scope.weight", weights.scopeWeight(), gradients.scopeWeightSums());
        add(all, "scope.bias", weights.scopeBias(), gradients.scopeBiasSums());
        add(all, "end_conv.weight", weights.endConvWeight(), gradients.endConvWeightSums());
        add(all, "end_conv.bias", weights.endConvBias(), gradients.endConvBiasSums());
        return all;
    }

    private static void add(List<Parameter> all, String name, float[] value, double[] gradient) {
        if (value != null) {
            all.add(new Parameter(name, value, gradient));
        }
    }

    /** {@return the layer and its backend} */
    @Override
    public String toString() {
        return weights + ", backend " + backend;
    }
}
