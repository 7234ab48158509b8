package io.github.dysample;

import java.util.Arrays;

/**
 * The gradients of a layer's parameters, as running sums: {@link DySample#backward(Tensor, Tensor, Tensor,
 * DySampleGradients)} adds to them, as PyTorch does to {@code .grad}, until {@link #clear}.
 *
 * <p>They are summed in float64 and rounded to float32 when they are read. So micro-batches, one after another, have
 * the bits of one batch of all their items. Mutable; for one thread at a time.
 */
public final class DySampleGradients {
    private final DySampleConfig config;
    private final double[] offsetWeight; // [convOutputs][convInputs]
    private final double[] offsetBias; // [convOutputs] or null
    private final double[] scopeWeight; // [convOutputs][convInputs] or null
    private final double[] scopeBias; // [convOutputs] or null
    private final double[] endConvWeight; // [endConvOutputs][channels] or null
    private final double[] endConvBias; // [endConvOutputs] or null

    private DySampleGradients(DySampleConfig config, boolean offsetBias, boolean scopeBias, boolean endConvBias) {
        this.config = config;
        int outputs = config.convOutputs();
        int weights = outputs * config.convInputs();
        offsetWeight = new double[weights];
        this.offsetBias = offsetBias ? new double[outputs] : null;
        scopeWeight = config.dynamicScope() ? new double[weights] : null;
        this.scopeBias = scopeBias ? new double[outputs] : null;
        endConvWeight = config.hasEndConv() ? new double[config.endConvOutputs() * config.channels()] : null;
        this.endConvBias = endConvBias ? new double[config.endConvOutputs()] : null;
    }

    /**
     * Zeros for a layer whose biases are those of PyTorch's module: {@code offset} and {@code end_conv} have one,
     * {@code scope} has none.
     *
     * @param config the layer
     * @return new gradients, all 0
     */
    public static DySampleGradients zeros(DySampleConfig config) {
        Arguments.requirePresent("config", config);
        return new DySampleGradients(config, true, false, config.hasEndConv());
    }

    /**
     * Zeros for exactly the parameters there are.
     *
     * @param weights the layer's parameters
     * @return new gradients, all 0
     */
    public static DySampleGradients zeros(DySampleWeights weights) {
        Arguments.requirePresent("weights", weights);
        return new DySampleGradients(weights.config(), weights.offsetBias() != null, weights.scopeBias() != null,
                weights.endConvBias() != null);
    }

    /** {@return the layer's configuration} */
    public DySampleConfig config() {
        return config;
    }

    /** {@return that of {@code offset.weight}, a new array (convOutputs, convInputs)} */
    public float[] offsetWeight() {
        return rounded(offsetWeight);
    }

    /** {@return that of {@code offset.bias}, a new array (convOutputs), or null for none} */
    public float[] offsetBias() {
        return rounded(offsetBias);
    }

    /** {@return that of {@code scope.weight}, a new array (convOutputs, convInputs), or null with static scope} */
    public float[] scopeWeight() {
        return rounded(scopeWeight);
    }

    /** {@return that of {@code scope.bias}, a new array (convOutputs), or null for none} */
    public float[] scopeBias() {
        return rounded(scopeBias);
    }

    /** {@return that of {@code end_conv.weight}, a new array (outputs, C), or null for none} */
    public float[] endConvWeight() {
        return rounded(endConvWeight);
    }

    /** {@return that of {@code end_conv.bias}, a new array (outputs), or null for none} */
    public float[] endConvBias() {
        return rounded(endConvBias);
    }

    /** {@return the running sums of {@link #offsetWeight}, not a copy: a backend adds to them} */
    public double[] offsetWeightSums() {
        return offsetWeight;
    }

    /** {@return the running sums of {@link #offsetBias}, not a copy, or null for none} */
    public double[] offsetBiasSums() {
        return offsetBias;
    }

    /** {@return the running sums of {@link #scopeWeight}, not a copy, or null with static scope} */
    public double[] scopeWeightSums() {
        return scopeWeight;
    }

    /** {@return the running sums of {@link #scopeBias}, not a copy, or null for none} */
    public double[] scopeBiasSums() {
        return scopeBias;
    }

    /** {@return the running sums of {@link #endConvWeight}, not a copy, or null for none} */
    public double[] endConvWeightSums() {
        return endConvWeight;
    }

    /** {@return the running sums of {@link #endConvBias}, not a copy, or null for none} */
    public double[] endConvBiasSums() {
        return endConvBias;
    }

    /**
     * Adds other gradients of the same parameters, such as those that another thread computed. The sums are added, so
     * the bits are not those of one batch, as float64 is rounded in another order; but always the same for the same
     * order of calls.
     *
     * @param other the gradients to add
     * @throws IllegalArgumentException if they are of other parameters
     */
    public void add(DySampleGradients other) {
        Arguments.requirePresent("other", other);
        if (!parameters().equals(other.parameters())) {
            throw new IllegalArgumentException("cannot add gradients of " + other.parameters() + " to those of "
                    + parameters());
        }
        double[][] sums = all();
        double[][] others = other.all();
        for (int i = 0; i < sums.length; i++) {
            for (int j = 0; sums[i] != null && j < sums[i].length; j++) {
                sums[i][j] += others[i][j];
            }
        }
    }

    /**
     * Multiplies every gradient: to make a mean of a sum, or to clip.
     *
     * @param factor what by
     */
    public void scale(float factor) {
        for (double[] sums : all()) {
            for (int j = 0; sums != null && j < sums.length; j++) {
                sums[j] *= factor;
            }
        }
    }

    /** {@return the square root of the sum of all squares, over all parameters together; NaN if any is NaN} */
    public double norm() {
        double squares = 0;
        for (double[] sums : all()) {
            for (int j = 0; sums != null && j < sums.length; j++) {
                squares += sums[j] * sums[j];
            }
        }
        return Math.sqrt(squares);
    }

    /** Sets every gradient to 0. */
    public void clear() {
        for (double[] sums : all()) {
            if (sums != null) {
                Arrays.fill(sums, 0);
            }
        }
    }

    /** Whether these are gradients of the parameters of a layer; allocates nothing. */
    boolean fit(DySampleWeights weights) {
        return config.equals(weights.config())
                && (offsetBias == null) == (weights.offsetBias() == null)
                && (scopeBias == null) == (weights.scopeBias() == null)
                && (endConvBias == null) == (weights.endConvBias() == null);
    }

    /** The layer and which parameters it has. */
    String parameters() {
        return parameters(config, offsetBias != null, scopeBias != null, endConvBias != null);
    }

    static String parameters(DySampleWeights weights) {
        return parameters(weights.config(), weights.offsetBias() != null, weights.scopeBias() != null,
                weights.endConvBias() != null);
    }

    private static String parameters(
            DySampleConfig config, boolean offsetBias, boolean scopeBias, boolean endConvBias) {
        return config + ", " + (offsetBias ? "with" : "without") + " offset.bias"
                + (config.dynamicScope() ? ", " + (scopeBias ? "with" : "without") + " scope.bias" : "")
                + (config.hasEndConv() ? ", " + (endConvBias ? "with" : "without") + " end_conv.bias" : "");
    }

    private double[][] all() {
        return new double[][] {offsetWeight, offsetBias, scopeWeight, scopeBias, endConvWeight, endConvBias};
    }

    private static float[] rounded(double[] sums) {
        if (sums == null) {
            return null;
        }
        float[] values = new float[sums.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) sums[i];
        }
        return values;
    }

    /** {@return whose gradients these are, and their norm} */
    @Override
    public String toString() {
        return "gradients of " + parameters() + ": norm " + norm();
    }
}
