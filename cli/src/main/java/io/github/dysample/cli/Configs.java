package io.github.dysample.cli;

import io.github.dysample.DySampleConfig;
import io.github.dysample.Style;

/** Configs from options that may be left out. */
final class Configs {
    private static final int SCALE = 2;
    private static final int GROUPS = 4;

    private Configs() {}

    /**
     * Fills in what is null: scale 2; 4 groups if that divides the channels, else 1; style lp.
     */
    static DySampleConfig of(int channels, Integer scale, Integer groups, Style style, boolean dynamicScope) {
        int usualGroups = channels % GROUPS == 0 ? GROUPS : 1;
        return new DySampleConfig(
                channels,
                scale == null ? SCALE : scale,
                groups == null ? usualGroups : groups,
                style == null ? Style.LP : style,
                dynamicScope);
    }
}
