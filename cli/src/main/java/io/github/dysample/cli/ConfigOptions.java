package io.github.dysample.cli;

import io.github.dysample.DySampleConfig;
import io.github.dysample.Style;
import io.github.dysample.io.LayerOptions;
import picocli.CommandLine.Option;

/** The options that describe a new layer, apart from its channels. */
final class ConfigOptions {
    private static final int SCALE = 2;
    private static final int GROUPS = 4;

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

    @Option(names = {"--scope", "--dynamic-scope"}, description = "Dynamic scope: the \"+\" of the paper's names.")
    private boolean scope;

    /** {@return what they say of a layer in a checkpoint} */
    LayerOptions forCheckpoint(int channels) {
        if (scope) {
            throw new UsageException("--scope is for a new layer; the checkpoint says what its own has");
        }
        return new LayerOptions(channels, scale, groups, style, false);
    }

    /** {@return the layer with so many channels} */
    DySampleConfig of(int channels) {
        return config(channels, scale, groups, style, scope);
    }

    /** Replaces null by the defaults. */
    static DySampleConfig config(int channels, Integer scale, Integer groups, Style style, boolean dynamicScope) {
        int usualGroups = channels % GROUPS == 0 ? GROUPS : 1;
        return new DySampleConfig(
                channels,
                scale == null ? SCALE : scale,
                groups == null ? usualGroups : groups,
                style == null ? Style.LP : style,
                dynamicScope);
    }
}
