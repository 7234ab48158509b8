package io.github.dysample.verify.internal.golden;

import io.github.dysample.DySampleConfig;
import io.github.dysample.Style;
import io.github.dysample.verify.CaseSpec;
import io.github.dysample.verify.Irregularity;
import io.github.dysample.verify.Mistake;
import io.github.dysample.verify.OffsetReach;
import java.util.List;
import java.util.Locale;

/**
 * The cases of {@code --suite standard}: for each mistake one that is certain to show it and is named after it, then
 * every variant at every scale, then the sizes and numbers where layers break. All are layers of the paper, which knows
 * no {@code end_conv}; {@link HeadsSuite} has those with one.
 *
 * <p>A float32 port without a mistake passes all of them: maps are small or smooth where offsets are far, so that its
 * rounding stays within the tolerance.
 */
public final class StandardSuite extends CaseList {
    private static final int FIRST_SEED = 1000;

    private StandardSuite() {
        super(FIRST_SEED);
        mistakes();
        variants();
        sizes();
        numbers();
        exporters();
        positions();
    }

    /** {@return all cases, in order} */
    public static List<CaseSpec> cases() {
        return new StandardSuite().all();
    }

    private void mistakes() {
        add(Mistake.TRANSPOSED_WEIGHT, lp(16, 2), 1, 5, 7, OffsetReach.SMALL);
        add(Mistake.NO_BIAS, lp(8, 2), 1, 5, 7, OffsetReach.SMALL);
        add(Mistake.NO_SCOPE_BIAS, lpDynamic(8, 2), 1, 5, 7, OffsetReach.SMALL, Irregularity.SCOPE_BIAS);
        add(Mistake.DCR_INPUT_SHUFFLE, pl(16, 2), 1, 5, 7, OffsetReach.SMALL);
        add(Mistake.DCR_EVERYWHERE, pl(24, 2), 1, 6, 7, OffsetReach.SMALL);

        add(Mistake.NO_RANGE_FACTOR, lp(8, 2), 1, 6, 5, OffsetReach.SMALL);
        add(Mistake.QUARTER_WITH_DYNAMIC_SCOPE, lpDynamic(8, 2), 1, 6, 5, OffsetReach.SMALL);
        add(Mistake.NO_SIGMOID, lpDynamic(8, 2), 1, 6, 7, OffsetReach.SMALL);
        add(Mistake.NO_INITIAL_POSITION, lp(8, 2), 1, 4, 9, OffsetReach.SMALL);
        add(Mistake.UNSCALED_INITIAL_POSITION, lp(8, 2), 1, 4, 9, OffsetReach.SMALL);
        add(Mistake.UNCENTRED_INITIAL_POSITION, lp(8, 2), 1, 4, 9, OffsetReach.SMALL);
        add(Mistake.TRANSPOSED_INITIAL_POSITION, lp(8, 2), 1, 4, 9, OffsetReach.SMALL);
        add(Mistake.RANGE_FACTOR_ON_INITIAL_POSITION, lp(8, 2), 1, 4, 9, OffsetReach.SMALL);
        add(Mistake.HALF_PRECISION_OFFSETS, lp(8, 2), 1, 5, 8, OffsetReach.LARGE);

        add(Mistake.SWAPPED_COMPONENTS, lp(8, 2), 1, 5, 7, OffsetReach.LARGE);
        add(Mistake.INTERLEAVED_COMPONENTS, lp(8, 2), 1, 5, 7, OffsetReach.LARGE);
        add(Mistake.TRANSPOSED_SUBPOSITION, lp(8, 2), 1, 5, 7, OffsetReach.SMALL);
        add(Mistake.DCR_OFFSET_SHUFFLE, lp(8, 2), 1, 5, 7, OffsetReach.SMALL);
        add(Mistake.SHARED_OFFSETS, lp(8, 4), 1, 5, 7, OffsetReach.SMALL);
        add(Mistake.FIRST_ITEM_OFFSETS, lp(8, 2), 3, 5, 7, OffsetReach.SMALL);
        add(Mistake.ALIGNED_CORNERS, lp(8, 2), 1, 6, 9, OffsetReach.SMALL);
        add(Mistake.NO_HALF_PIXEL, lp(8, 2), 1, 6, 9, OffsetReach.SMALL);
        add(Mistake.SWAPPED_SIZES, lp(8, 2), 1, 6, 9, OffsetReach.SMALL);
        add(Mistake.OUTPUT_PIXEL_OFFSETS, lp(8, 2), 1, 6, 9, OffsetReach.SMALL);
        add(Mistake.HALF_PRECISION_COORDINATES, lp(8, 2), 1, 3, 60, OffsetReach.SMALL);
        add(Mistake.BFLOAT16_COORDINATES, lp(8, 2), 1, 3, 40, OffsetReach.SMALL);
        add(Mistake.HALF_PRECISION_GRID, lp(8, 2), 1, 40, 4, OffsetReach.SMALL);

        add(Mistake.ZERO_PADDING, lp(8, 2), 1, 4, 5, OffsetReach.LARGE);
        add(Mistake.CLIPPED_HALF_A_PIXEL_OUTSIDE, lp(8, 2), 1, 4, 5, OffsetReach.LARGE);
        add(Mistake.REFLECTED, lp(8, 2), 1, 4, 5, OffsetReach.LARGE);
        add(Mistake.WRAPPED_OFFSETS, lp(8, 2), 1, 4, 5, OffsetReach.FAR);
        add(Mistake.NAN_PROPAGATED, lp(8, 2), 1, 4, 5, OffsetReach.SMALL, Irregularity.NAN_OFFSETS);
        add(Mistake.NAN_CLIPPED_TO_THE_END, lpDynamic(8, 2), 1, 5, 4, OffsetReach.SMALL, Irregularity.NAN_OFFSETS);
        add(Mistake.TRUNCATED, lp(8, 2), 1, 6, 6, OffsetReach.LARGE);

        add(Mistake.SWAPPED_NEIGHBOURS, lp(8, 2), 1, 6, 6, OffsetReach.SMALL);
        add(Mistake.MISINDEXED_GROUPS, lp(12, 3), 1, 5, 7, OffsetReach.SMALL);
        add(Mistake.NEAREST, lp(8, 2), 1, 5, 7, OffsetReach.SMALL);
        add(Mistake.REPEATED_EDGE, lp(8, 2), 1, 6, 8, OffsetReach.LARGE, Irregularity.INFINITE_EDGE);
    }

    private void variants() {
        for (Style style : Style.values()) {
            for (boolean dynamic : new boolean[] {false, true}) {
                for (int scale = 1; scale <= 4; scale++) {
                    DySampleConfig config = new DySampleConfig(2 * scale * scale, scale, 2, style, dynamic);
                    add("variant-" + style.name().toLowerCase(Locale.ROOT)
                                    + (dynamic ? "-dynamic" : "-static") + "-scale-" + scale,
                            config.paperName() + " at scale " + scale + ".",
                            config, 2, 6, 5, OffsetReach.SMALL);
                }
            }
        }
    }

    private void sizes() {
        add("size-one-pixel", "A map of one pixel: every output repeats it.", lp(8, 2), 1, 1, 1, OffsetReach.LARGE);
        add("size-one-row", "A single row: y offsets have no effect.", lpDynamic(8, 2), 1, 1, 13, OffsetReach.LARGE);
        add("size-one-column", "A single column: x offsets have no effect.", pl(8, 2), 1, 13, 1, OffsetReach.LARGE);
        add("size-two-by-two", "Every output is near two edges.", lp(8, 2), 1, 2, 2, OffsetReach.LARGE);
        add("size-17-by-33", "Odd sizes, past one and two vectors.", lpDynamic(8, 2), 1, 17, 33, OffsetReach.SMALL);
        add("size-wide", "A wide map, where float32 coordinates lose bits.", lp(4, 2), 1, 2, 300, OffsetReach.SMALL,
                Irregularity.SMOOTH_INPUT);
        add("size-tall", "A tall map, where float32 coordinates lose bits.", pl(4, 1), 1, 300, 2, OffsetReach.SMALL,
                Irregularity.SMOOTH_INPUT);
        add("groups-one", "All channels share the points.", lp(6, 1), 1, 6, 7, OffsetReach.SMALL);
        add("groups-eight", "Eight groups, as the paper's S variants have.", pl(32, 8), 1, 5, 6, OffsetReach.SMALL);
        add("groups-of-one-channel", "As many groups as channels.", lp(5, 5), 1, 6, 7, OffsetReach.SMALL);
        add("channels-one", "One channel, one group.", lp(1, 1), 1, 6, 7, OffsetReach.SMALL);
        add("channels-256", "A long sum in the convolution.", lpDynamic(256, 4), 1, 2, 6, OffsetReach.SMALL);
        add("batch-four", "Four items with their own offsets.", lpDynamic(8, 2), 4, 4, 5, OffsetReach.SMALL);
    }

    private void numbers() {
        add("offsets-zero", "Parameters of 0: bilinear upsampling, align_corners=False.", lpDynamic(8, 2), 1, 5, 7,
                OffsetReach.ZERO);
        add("offsets-zero-scale-3", "Parameters of 0: the centre outputs are the pixels themselves.",
                new DySampleConfig(6, 3, 2, Style.LP, false), 1, 5, 7, OffsetReach.ZERO);
        add("offsets-untrained", "A fresh layer: all but bilinear.", lp(16, 4), 1, 5, 7, OffsetReach.UNTRAINED);
        add("offsets-untrained-dynamic", "A fresh layer with dynamic scope, which starts as static.",
                new DySampleConfig(16, 2, 4, Style.PL, true), 1, 5, 7, OffsetReach.UNTRAINED);
        add("offsets-wild", "Offsets of several pixels: neighbours sample far apart.", lp(8, 2), 1, 12, 15,
                OffsetReach.WILD, Irregularity.SMOOTH_INPUT);
        add("offsets-far-dynamic", "Offsets past the range of int with dynamic scope.", lpDynamic(8, 2), 1, 5, 4,
                OffsetReach.FAR);
    }

    private void exporters() {
        add(Mistake.DCR_UNSHUFFLE, pl(16, 2), 1, 5, 6, OffsetReach.SMALL);
        add(Mistake.BLANKED_EDGE, lp(8, 2), 1, 6, 7, OffsetReach.SMALL);
    }

    private void positions() {
        add(Mistake.RECOMPUTED_INITIAL_POSITION, lp(8, 2), 1, 5, 7, OffsetReach.SMALL, Irregularity.SWAPPED_POSITIONS);
        add("positions-of-bfloat16", "Initial positions as a checkpoint in bfloat16 rounds them.",
                new DySampleConfig(18, 3, 2, Style.LP, true), 1, 5, 6, OffsetReach.SMALL,
                Irregularity.BFLOAT16_POSITIONS);
    }
}
