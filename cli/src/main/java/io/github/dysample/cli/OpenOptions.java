package io.github.dysample.cli;

import io.github.dysample.DySampleConfig;
import io.github.dysample.Style;
import io.github.dysample.io.LayerOptions;
import picocli.CommandLine.Option;

/** What the checkpoint of a layer may leave open. */
public final class OpenOptions {
    @Option(
            names = "--scale",
            paramLabel = "N",
            description = "Factor in both directions, if the checkpoint leaves it open (style lp without init_pos).")
    private Integer scale;

    @Option(names = "--groups", paramLabel = "N", description = "Groups, if the checkpoint leaves them open.")
    private Integer groups;

    @Option(
            names = "--style",
            paramLabel = "lp|pl",
            description = "Linear then pixel shuffle, or the reverse, if the checkpoint leaves it open.")
    private Style style;

    @Option(
            names = "--without-end-conv",
            description = "Leave out the convolution that follows the sampling: the sampled channels come out.")
    private boolean withoutEndConv;

    /** {@return what they say of the layer of a checkpoint} */
    public LayerOptions forCheckpoint() {
        return new LayerOptions(null, scale, groups, style, withoutEndConv);
    }

    DySampleConfig withoutCheckpoint(int channels) {
        return ConfigOptions.config(channels, scale, groups, style, false);
    }
}
