package io.github.dysample.cli;

import io.github.dysample.DySampleConfig;
import io.github.dysample.Style;
import picocli.CommandLine.Option;

/** The options that say what a new layer is, apart from its channels. */
final class ConfigOptions {
    @Option(names = "--scale", paramLabel = "N", description = "Factor in both directions (default: 2).")
    private Integer scale;

    @Option(
            names = "--groups",
            paramLabel = "N",
            description = "Groups with offsets of their own (default: 4 if that divides the channels, else 1).")
    private Integer groups;

    @Option(
            names = "--style",
            paramLabel = "lp|pl",
            description = "Linear then pixel shuffle, or the reverse (default: lp).")
    private Style style;

    @Option(names = "--scope", description = "Dynamic scope: the \"+\" of the paper's names.")
    private boolean scope;

    /** {@return the layer with so many channels} */
    DySampleConfig of(int channels) {
        return Configs.of(channels, scale, groups, style, scope);
    }
}
