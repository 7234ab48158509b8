package io.github.dysample.onnx;

import io.github.dysample.DySampleWeights;

/**
 * A DySample layer in a model. Immutable but for the arrays of the weights.
 *
 * @param name the name of the module that was exported, such as {@code neck.up}, or the name of y if the file does not
 *     say; unique in the model, and fit to be printed, which x and y need not be
 * @param x the tensor that it upsamples
 * @param y the tensor that it makes
 * @param weights its weights. They have the bits of the checkpoint it was exported from, unless an optimiser folded
 *     them, which the reason says
 * @param verdict whether the file computes the layer
 * @param reason one sentence on how that was found
 */
public record OnnxLayer(String name, String x, String y, DySampleWeights weights, Verdict verdict, String reason) {
    /** {@return whether the verdict is {@link Verdict.Right}} */
    public boolean isRight() {
        return verdict instanceof Verdict.Right;
    }
}
