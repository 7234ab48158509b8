package io.github.dysample;

import io.github.dysample.internal.TorchInitialization;

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
 */
public record DySampleWeights(
        DySampleConfig config,
        float[] offsetWeight, // [convOutputs][convInputs]
        float[] offsetBias, // [convOutputs] or null
        float[] scopeWeight, // [convOutputs][convInputs] or null
        float[] scopeBias) { // [convOutputs] or null

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
        requireLength("offset.weight", offsetWeight, weights, config);
        if (offsetBias != null) {
            requireLength("offset.bias", offsetBias, outputs, config);
        }
        if (config.dynamicScope()) {
            requireLength("scope.weight", scopeWeight, weights, config);
        } else if (scopeWeight != null) {
            throw new IllegalArgumentException("scope.weight is given, but the scope is static: " + config);
        }
        if (scopeBias != null) {
            if (scopeWeight == null) {
                throw new IllegalArgumentException("scope.bias is given without scope.weight: " + config);
            }
            requireLength("scope.bias", scopeBias, outputs, config);
        }
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
     */
    public static DySampleWeights initial(DySampleConfig config, long seed) {
        int outputs = config.convOutputs();
        int weights = outputs * config.convInputs();
        return new DySampleWeights(
                config,
                TorchInitialization.offsetWeight(weights, outputs, seed),
                new float[outputs],
                config.dynamicScope() ? new float[weights] : null,
                null);
    }

    /** {@return how many values there are, weights and biases together} */
    public long parameters() {
        long parameters = 0;
        for (float[] values : new float[][] {offsetWeight, offsetBias, scopeWeight, scopeBias}) {
            parameters += values == null ? 0 : values.length;
        }
        return parameters;
    }

    /** {@return the layer in words and how many parameters it has} */
    @Override
    public String toString() {
        return config + ", " + parameters() + " parameters";
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
