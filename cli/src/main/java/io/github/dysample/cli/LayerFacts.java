package io.github.dysample.cli;

import io.github.dysample.Style;
import io.github.dysample.io.LayerOptions;
import picocli.CommandLine.Option;

/** The options that say what a checkpoint leaves open about its layer. */
final class LayerFacts {
    @Option(names = "--scale", paramLabel = "N", description = "Scale, where the checkpoint leaves it open.")
    private Integer scale;

    @Option(names = "--groups", paramLabel = "N", description = "Groups, where the checkpoint leaves them open.")
    private Integer groups;

    @Option(
            names = "--style",
            paramLabel = "lp|pl",
            description = "Linear then pixel shuffle, or the reverse, where the checkpoint leaves it open.")
    private Style style;

    @Option(
            names = "--without-end-conv",
            description = "Leave out the convolution that follows the sampling: the sampled channels come out.")
    private boolean withoutEndConv;

    Integer scale() {
        return scale;
    }

    Integer groups() {
        return groups;
    }

    Style style() {
        return style;
    }

    /** {@return them for the layer that a map of so many channels is for; null if that is not known} */
    LayerOptions of(Integer channels) {
        return new LayerOptions(channels, scale, groups, style, withoutEndConv);
    }
}
