package io.github.dysample.cli.train;

import io.github.dysample.DySampleConfig;
import io.github.dysample.Tensor;
import java.util.Random;

/**
 * What each step of a training looks at: items and squares of them, drawn with replacement. The number of the step and
 * the seed decide, and not what was drawn before, so that a training can go on from any step.
 */
final class Crops {
    private final Tensor allX;
    private final Tensor allTargets;
    private final int scale;
    private final long seed;
    private final Tensor x; // (batch, C, h, w)
    private final Tensor target; // (batch, T, s*h, s*w)

    /**
     * For inputs (N, C, H, W) and targets (N, T, sH, sW), where T may be fewer channels than the layer has outputs.
     *
     * @throws IllegalArgumentException if they do not fit each other, the layer or the plan
     */
    Crops(Tensor allX, Tensor allTargets, DySampleConfig config, TrainingPlan plan) {
        this.allX = allX;
        this.allTargets = allTargets;
        this.scale = config.scale();
        this.seed = plan.seed();
        requireFit(config, plan);
        int height = plan.crop() == 0 ? allX.h() : plan.crop();
        int width = plan.crop() == 0 ? allX.w() : plan.crop();
        this.x = Tensor.zeros(plan.batch(), allX.c(), height, width);
        this.target = Tensor.zeros(plan.batch(), allTargets.c(), scale * height, scale * width);
    }

    private void requireFit(DySampleConfig config, TrainingPlan plan) {
        if (allX.n() < 1 || allX.h() < 1 || allX.w() < 1) {
            throw new IllegalArgumentException("there is nothing to learn from in an input " + allX.shapeString());
        }
        config.checkInput(allX.n(), allX.c(), allX.h(), allX.w());
        int channels = allTargets.c();
        if (!allTargets.hasShape(allX.n(), channels, scale * allX.h(), scale * allX.w())
                || channels < 1 || channels > config.outputChannels()) {
            throw new IllegalArgumentException("the input " + allX.shapeString() + " at scale " + scale
                    + " needs a target (" + allX.n() + ", 1 to " + config.outputChannels() + ", " + scale * allX.h()
                    + ", " + scale * allX.w() + "), and it is " + allTargets.shapeString());
        }
        if (plan.crop() > Math.min(allX.h(), allX.w())) {
            throw new IllegalArgumentException("squares of " + plan.crop() + " do not fit into the input's "
                    + allX.h() + " x " + allX.w() + "; take smaller ones");
        }
    }

    /** Takes what a step looks at. */
    void take(long step) {
        Random random = random(step);
        for (int n = 0; n < x.n(); n++) {
            int item = random.nextInt(allX.n());
            int top = random.nextInt(allX.h() - x.h() + 1);
            int left = random.nextInt(allX.w() - x.w() + 1);
            copy(allX, item, top, left, x, n);
            copy(allTargets, item, scale * top, scale * left, target, n);
        }
    }

    /** The same on every machine, as this class's generator is defined to the bit. */
    private Random random(long step) {
        // The first numbers after seeds that lie near each other are alike, so the seeds are brought far apart.
        long apart = (seed + step + 1) * 0x9E3779B97F4A7C15L;
        apart = (apart ^ apart >>> 32) * 0xD6E8FEB86659FD93L;
        return new Random(apart ^ apart >>> 32);
    }

    private static void copy(Tensor from, int item, int top, int left, Tensor to, int n) {
        for (int c = 0; c < to.c(); c++) {
            for (int h = 0; h < to.h(); h++) {
                int source = ((item * from.c() + c) * from.h() + top + h) * from.w() + left;
                int goal = ((n * to.c() + c) * to.h() + h) * to.w();
                System.arraycopy(from.data(), source, to.data(), goal, to.w());
            }
        }
    }

    /** {@return the inputs that were taken last} */
    Tensor x() {
        return x;
    }

    /** {@return their targets} */
    Tensor target() {
        return target;
    }
}
