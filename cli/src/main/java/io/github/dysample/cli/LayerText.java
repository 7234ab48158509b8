package io.github.dysample.cli;

import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;

/** Layers in words. */
public final class LayerText {
    private LayerText() {}

    /**
     * A config in one line.
     *
     * @param config the layer
     * @return such as {@code DySample+, 16 channels, scale 2, 4 groups, style lp, dynamic scope}
     */
    public static String describe(DySampleConfig config) {
        return config.paperName()
                + ", " + count(config.channels(), "channel")
                + ", scale " + config.scale()
                + ", " + count(config.groups(), "group")
                + ", style " + config.style().torchName()
                + ", " + (config.dynamicScope() ? "dynamic" : "static") + " scope";
    }

    /**
     * The number of parameters of a layer.
     *
     * @param weights the layer
     * @return weights and biases together
     */
    public static long parameters(DySampleWeights weights) {
        return length(weights.offsetWeight())
                + length(weights.offsetBias())
                + length(weights.scopeWeight())
                + length(weights.scopeBias());
    }

    private static long length(float[] values) {
        return values == null ? 0 : values.length;
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
