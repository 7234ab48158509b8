package io.github.dysample.onnx.internal.find;

import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Style;

/**
 * How the weights of a file may be meant.
 *
 * @param config the layer
 * @param initialPositions the initial positions
 * @param scaleFolded whether the factor 0.25 is in the weights and the bias already
 * @param positionsFolded whether the initial positions are in the bias already
 */
record Hypothesis(
        DySampleConfig config, float[] initialPositions, boolean scaleFolded, boolean positionsFolded) {
    private static final float FACTOR = 0.25f;

    /** What the convolution of a file has, of the weights that a checkpoint has. */
    float[] weightInFile(float[] weight) {
        return scaleFolded ? times(FACTOR, weight) : weight;
    }

    /** The same for the bias. */
    float[] biasInFile(float[] bias) {
        float[] inFile = scaleFolded ? times(FACTOR, bias) : bias.clone();
        for (int i = 0; i < inFile.length && positionsFolded; i++) {
            inFile[i] += initialPositions[i];
        }
        return inFile;
    }

    /** The weights of the checkpoint, of the convolutions in the file. */
    DySampleWeights weights(Convolution offset, Convolution scope) {
        float[] bias = offset.bias();
        if (positionsFolded) {
            bias = bias.clone();
            for (int i = 0; i < bias.length; i++) {
                bias[i] -= initialPositions[i];
            }
        }
        return new DySampleWeights(
                config,
                scaleFolded ? times(1 / FACTOR, offset.weight()) : offset.weight(),
                scaleFolded && bias != null ? times(1 / FACTOR, bias) : bias,
                scope == null ? null : scope.weight(),
                scope == null ? null : scope.bias(),
                initialPositions,
                null,
                null);
    }

    /** Exact, because the factors are powers of two. */
    private static float[] times(float factor, float... values) {
        float[] product = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            product[i] = factor * values[i];
        }
        return product;
    }

    /** What it is, for a reason; empty if nothing is folded. */
    String note() {
        if (positionsFolded) {
            return "an optimiser folded the factor 0.25 and the initial positions into the convolution; the bias is"
                    + " unfolded, to rounding";
        }
        return scaleFolded ? "an optimiser folded the factor 0.25 into the convolution, which is undone exactly" : "";
    }

    /**
     * Weights of style lp that give what weights of style pl give whose result goes through ONNX's SpaceToDepth in the
     * place of {@code pixel_unshuffle}: output {@code (i·s + j)·2g + k} is output k at sub-position (i, j).
     */
    static float[] wronglyUnshuffled(DySampleConfig config, float[] weight) {
        int outputs = config.convOutputs();
        int inputs = config.convInputs();
        int positions = config.scale() * config.scale();
        float[] wrong = new float[outputs * positions * config.channels()];
        for (int p = 0; p < positions; p++) {
            for (int k = 0; k < outputs; k++) {
                for (int c = 0; c < inputs; c++) {
                    wrong[(p * outputs + k) * config.channels() + c * positions + p] = weight[k * inputs + c];
                }
            }
        }
        return wrong;
    }

    /** The bias that belongs to {@link #wronglyUnshuffled(DySampleConfig, float[])}. */
    static float[] wronglyUnshuffledBias(DySampleConfig config, float[] bias) {
        float[] wrong = new float[config.offsetChannels()];
        for (int i = 0; i < wrong.length; i++) {
            wrong[i] = bias[i % bias.length];
        }
        return wrong;
    }

    /** The config of the layer that has such weights. */
    static DySampleConfig asLinearFirst(DySampleConfig config) {
        return new DySampleConfig(
                config.channels(), config.scale(), config.groups(), Style.LP, config.dynamicScope());
    }
}
