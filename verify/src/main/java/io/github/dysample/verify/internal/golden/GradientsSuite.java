package io.github.dysample.verify.internal.golden;

import io.github.dysample.DySampleConfig;
import io.github.dysample.Style;
import io.github.dysample.verify.CaseSpec;
import io.github.dysample.verify.Mistake;
import io.github.dysample.verify.OffsetReach;
import java.util.List;

/**
 * The cases of {@code --suite gradients}: for each mistake of a backward pass one that is certain to show it and is
 * named after it. All are layers of the paper.
 *
 * <p>Where points lie exactly on pixels, the sides of the map are powers of two, so that a float32 grid has them there.
 */
public final class GradientsSuite extends CaseList {
    private static final int FIRST_SEED = 3000;

    private GradientsSuite() {
        super(FIRST_SEED);
        points();
        inputs();
        channels();
        sums();
    }

    /** {@return all cases, in order} */
    public static List<CaseSpec> cases() {
        return new GradientsSuite().all();
    }

    private void points() {
        DySampleConfig odd = new DySampleConfig(6, 3, 2, Style.LP, false);
        add(Mistake.NO_RANGE_FACTOR_IN_GRADIENT, lpDynamic(8, 2), 1, 6, 5, OffsetReach.SMALL);
        add(Mistake.GRADIENT_THROUGH_THE_CLIP, lp(8, 2), 1, 4, 5, OffsetReach.LARGE);
        add(Mistake.GRADIENT_ON_THE_BORDER, odd, 1, 4, 8, OffsetReach.ZERO);
        add(Mistake.LEFT_DERIVATIVE, odd, 1, 8, 4, OffsetReach.ZERO);
        add(Mistake.SWAPPED_SIZES_IN_GRADIENT, lp(8, 2), 1, 6, 9, OffsetReach.SMALL);
        add(Mistake.NO_GRID_FACTOR_IN_GRADIENT, lp(8, 2), 1, 6, 9, OffsetReach.SMALL);
        add(Mistake.HALF_PRECISION_GRID_IN_GRADIENT, lp(8, 2), 1, 40, 4, OffsetReach.SMALL);
    }

    private void inputs() {
        add(Mistake.GRADIENT_OF_TAPS_ALONE, lp(8, 2), 1, 5, 7, OffsetReach.SMALL);
        add(Mistake.NO_GRADIENT_THROUGH_SCOPE, lpDynamic(8, 2), 1, 5, 7, OffsetReach.LARGE);
        add(Mistake.ASSIGNED_SCATTER, lp(8, 2), 1, 5, 6, OffsetReach.SMALL);
        add(Mistake.WRAPPED_SCATTER, lp(8, 2), 1, 5, 6, OffsetReach.LARGE);
        add(Mistake.GRADIENT_NOT_UNSHUFFLED, pl(16, 2), 1, 5, 6, OffsetReach.SMALL);
    }

    private void channels() {
        add(Mistake.WRONG_SIGMOID_SLOPE, lpDynamic(8, 2), 1, 6, 7, OffsetReach.SMALL);
        add(Mistake.OFFSET_IN_SCOPE_GRADIENT, lpDynamic(8, 2), 1, 6, 7, OffsetReach.SMALL);
        add(Mistake.GRADIENT_OF_ALL_CHANNELS, lp(12, 3), 1, 5, 7, OffsetReach.SMALL);
        add(Mistake.GRADIENT_MEAN_OF_CHANNELS, lp(12, 3), 1, 5, 7, OffsetReach.SMALL);
    }

    private void sums() {
        add(Mistake.WEIGHT_GRADIENT_MEAN_OF_BATCH, lp(8, 2), 3, 5, 4, OffsetReach.SMALL);
        add(Mistake.WEIGHT_GRADIENT_MEAN_OF_POSITIONS, lp(8, 2), 1, 5, 7, OffsetReach.SMALL);
        add(Mistake.WEIGHT_GRADIENT_OF_LAST_ITEM, lp(8, 2), 3, 5, 4, OffsetReach.SMALL);
        // As many outputs as inputs: only the values tell.
        add(Mistake.TRANSPOSED_WEIGHT_GRADIENT, lp(16, 2), 1, 5, 7, OffsetReach.SMALL);
        add(Mistake.BIAS_GRADIENT_OF_ONE_SUBPOSITION, pl(16, 2), 1, 6, 7, OffsetReach.SMALL);
    }
}
