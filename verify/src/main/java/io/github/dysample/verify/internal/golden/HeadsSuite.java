package io.github.dysample.verify.internal.golden;

import io.github.dysample.DySampleConfig;
import io.github.dysample.Style;
import io.github.dysample.verify.CaseSpec;
import io.github.dysample.verify.Irregularity;
import io.github.dysample.verify.Mistake;
import io.github.dysample.verify.OffsetReach;
import java.util.List;

/**
 * The cases of {@code --suite heads}: layers that end in an {@code end_conv}, as the last layers of networks for
 * super-resolution do. A port of the paper's layer alone knows none and is not held to them.
 */
public final class HeadsSuite extends CaseList {
    private static final int FIRST_SEED = 2000;

    private HeadsSuite() {
        super(FIRST_SEED);
        mistakes();
        networks();
        shapes();
    }

    /** {@return all cases, in order} */
    public static List<CaseSpec> cases() {
        return new HeadsSuite().all();
    }

    private void mistakes() {
        add(Mistake.NO_END_CONV_BIAS, lpDynamic(8, 2).withEndConv(3), 2, 5, 7, OffsetReach.SMALL);
        // As many outputs as channels, so that the shape is right without it.
        add(Mistake.NO_END_CONV, lp(8, 2).withEndConv(8), 1, 5, 7, OffsetReach.SMALL);
    }

    private void networks() {
        add("end-conv-12-to-3", "The last layer of a network for super-resolution at scale 2.",
                lpDynamic(12, 4).withEndConv(3), 1, 5, 6, OffsetReach.SMALL);
        add("end-conv-27-to-3", "The same at scale 3, with initial positions as a checkpoint in bfloat16 rounds them.",
                new DySampleConfig(27, 3, 3, Style.LP, true, 3), 1, 4, 5, OffsetReach.SMALL,
                Irregularity.BFLOAT16_POSITIONS);
        add("end-conv-48-to-3", "The same at scale 4.",
                new DySampleConfig(48, 4, 4, Style.LP, true, 3), 1, 4, 5, OffsetReach.SMALL);
    }

    private void shapes() {
        add("end-conv-static", "Static scope, and points outside the map.", lp(8, 2).withEndConv(3), 1, 4, 5,
                OffsetReach.LARGE);
        add("end-conv-pl", "Style pl.", pl(16, 2).withEndConv(3), 1, 5, 6, OffsetReach.SMALL);
        add("end-conv-to-one", "One output.", lp(6, 1).withEndConv(1), 1, 6, 7, OffsetReach.SMALL);
        add("end-conv-wider", "More outputs than channels.", lp(4, 2).withEndConv(7), 3, 5, 7, OffsetReach.SMALL);
    }
}
