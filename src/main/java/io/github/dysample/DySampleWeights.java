package io.github.dysample;

import io.github.dysample.internal.TorchInitialization;
import java.util.Arrays;

/**
 * The parameters of one DySample layer, as PyTorch's state dict holds them.
 *
 * <p>The arrays are not copied: the record and the caller share them. {@link DySample} copies what it needs when it is
 * made, so later changes do not affect a layer.
 *
 * @param config the layer
 * @param offsetWeight {@code offset.weight}, shape (convOutputs, convInputs), row-major
 * @param offsetBias {@code offset.bias}, shape (convOutputs), or null for none
 * @param scopeWeight {@code scope.weight}, shape (convOutputs, convInputs); null exactly if the scope is static
 * @param scopeBias {@code scope.bias}, shape (convOutputs), which checkpoints from before March 2024 have; else null
 * @param initialPositions {@code init_pos}, shape (2·g·s²): where each offset channel starts, in pixels. Given as null,
 *     it is {@link DySampleConfig#initialPositions()}; files may have other values, rounded to half precision or in
 *     another order, and a layer samples where its own say
 * @param endConvWeight {@code end_conv.weight}, shape (outputs, C), row-major; null exactly if there is no
 *     {@code end_conv}
 * @param endConvBias {@code end_conv.bias}, shape (outputs), or null for none
 */
public record DySampleWeights(
        DySampleConfig config,
        float[] offsetWeight, // [convOutputs][convInputs]
        float[] offsetBias, // [convOutputs] or null
        float[] scopeWeight, // [convOutputs][convInputs] or null
        float[] scopeBias, // [convOutputs] or null
        float[] initialPositions, // [offsetChannels]
        float[] endConvWeight, // [endConvOutputs][channels] or null
        float[] endConvBias) { // [endConvOutputs] or null

    /**
     * Checks the arrays against the config.
     *
     * @throws IllegalArgumentException if an array is missing, not wanted, or of the wrong length
     */
    public DySampleWeights {
        if (config == null) {
            throw new IllegalArgumentException("config is null");
        }
        int outputs = config.convOutputs();
        int weights = outputs * config.convInputs();
        requireConv("offset", offsetWeight, offsetBias, true, weights, outputs, config);
        requireConv("scope", scopeWeight, scopeBias, config.dynamicScope(), weights, outputs, config);
        int ends = config.endConvOutputs();
        requireConv(
                "end_conv", endConvWeight, endConvBias, config.hasEndConv(), ends * config.channels(), ends, config);
        if (initialPositions == null) {
            initialPositions = config.initialPositions();
        }
        requireLength("init_pos", initialPositions, config.offsetChannels(), config);
    }

    /**
     * A layer as the paper has it: the usual initial positions, and no {@code end_conv}.
     *
     * @param config the layer
     * @param offsetWeight {@code offset.weight}
     * @param offsetBias {@code offset.bias}, or null for none
     * @param scopeWeight {@code scope.weight}; null exactly if the scope is static
     * @param scopeBias {@code scope.bias}, or null for none
     * @throws IllegalArgumentException if an array is missing, not wanted, or of the wrong length
     */
    public DySampleWeights(
            DySampleConfig config, float[] offsetWeight, float[] offsetBias, float[] scopeWeight, float[] scopeBias) {
        this(config, offsetWeight, offsetBias, scopeWeight, scopeBias, null, null, null);
    }

    /**
     * The weights of an untrained layer, as PyTorch's module has them when it is built after
     * {@code torch.manual_seed(seed)} on the CPU: offset weights from N(0, 0.001), everything else 0.
     *
     * <p>The same on every machine: the bits PyTorch gives on x86-64, where it draws with AVX2. Its other builds have a
     * logarithm and a sine of their own and may differ in the last bits.
     *
     * @param config the layer
     * @param seed the seed; as PyTorch's generator does, only its low 32 bits count
     * @return new weights
     * @throws IllegalArgumentException if the layer has an {@code end_conv}, which PyTorch's module has not
     */
    public static DySampleWeights initial(DySampleConfig config, long seed) {
        if (config.hasEndConv()) {
            throw new IllegalArgumentException("a fresh layer has no end_conv: " + config);
        }
        int outputs = config.convOutputs();
        int weights = outputs * config.convInputs();
        return new DySampleWeights(
                config,
                TorchInitialization.offsetWeight(weights, outputs, seed),
                new float[outputs],
                config.dynamicScope() ? new float[weights] : null,
                null);
    }

    /** {@return the same layer with arrays of its own} */
    public DySampleWeights copy() {
        return new DySampleWeights(config, offsetWeight.clone(), copy(offsetBias), copy(scopeWeight), copy(scopeBias),
                initialPositions.clone(), copy(endConvWeight), copy(endConvBias));
    }

    private static float[] copy(float[] values) {
        return values == null ? null : values.clone();
    }

    /**
     * The same layer with other initial positions.
     *
     * @param positions shape (2·g·s²), or null for {@link DySampleConfig#initialPositions()}
     * @return weights that share the other arrays
     */
    public DySampleWeights withInitialPositions(float[] positions) {
        return new DySampleWeights(
                config, offsetWeight, offsetBias, scopeWeight, scopeBias, positions, endConvWeight, endConvBias);
    }

    /**
     * The same layer with another {@code end_conv}.
     *
     * @param outputs O, or 0 for none
     * @param weight shape (O, C), row-major; null for none
     * @param bias shape (O), or null
     * @return weights that share the other arrays
     */
    public DySampleWeights withEndConv(int outputs, float[] weight, float[] bias) {
        return new DySampleWeights(config.withEndConv(outputs), offsetWeight, offsetBias, scopeWeight, scopeBias,
                initialPositions, weight, bias);
    }

    /** {@return whether a value of {@code init_pos} has other bits than {@link DySampleConfig#initialPositions()}} */
    public boolean hasOwnInitialPositions() {
        return !Arrays.equals(initialPositions, config.initialPositions());
    }

    /**
     * The part of {@code end_conv} that reads one group's channels.
     *
     * @param group from 0 to g − 1
     * @return a new array (outputs, C/g)
     */
    public float[] endConvWeightOf(int group) {
        int inputs = config.channelsPerGroup();
        float[] part = new float[config.endConvOutputs() * inputs];
        for (int o = 0; o < config.endConvOutputs(); o++) {
            System.arraycopy(endConvWeight, o * config.channels() + group * inputs, part, o * inputs, inputs);
        }
        return part;
    }

    /** {@return how many values there are to learn, weights and biases together} */
    public long parameters() {
        long parameters = 0;
        float[][] arrays = {offsetWeight, offsetBias, scopeWeight, scopeBias, endConvWeight, endConvBias};
        for (float[] values : arrays) {
            parameters += values == null ? 0 : values.length;
        }
        return parameters;
    }

    /** {@return the layer in words and how many parameters it has} */
    @Override
    public String toString() {
        return config + (hasOwnInitialPositions() ? ", own initial positions" : "") + ", " + parameters()
                + " parameters";
    }

    private static void requireConv(
            String name, float[] weight, float[] bias, boolean wanted, int weights, int outputs,
            DySampleConfig config) {
        if (wanted) {
            requireLength(name + ".weight", weight, weights, config);
        } else if (weight != null) {
            throw new IllegalArgumentException(name + ".weight is given, but not part of the layer: " + config);
        } else if (bias != null) {
            throw new IllegalArgumentException(name + ".bias is given without " + name + ".weight: " + config);
        }
        if (bias != null) {
            requireLength(name + ".bias", bias, outputs, config);
        }
    }

    private static void requireLength(String name, float[] values, int length, DySampleConfig config) {
        if (values == null) {
            throw new IllegalArgumentException(name + " is missing, " + length + " values are needed: " + config);
        }
        if (values.length != length) {
            throw new IllegalArgumentException(
                    name + " has " + values.length + " values, " + length + " are needed: " + config);
        }
    }
}
