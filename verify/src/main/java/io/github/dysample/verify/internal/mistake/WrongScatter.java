package io.github.dysample.verify.internal.mistake;

import io.github.dysample.Tensor;
import io.github.dysample.verify.DoubleTensor;
import io.github.dysample.verify.DoubleTrace;
import io.github.dysample.verify.Mistake;

/** The gradients of the pixels that were sampled: each output gives its own to the four it read. */
record WrongScatter(MistakenConfig config, Tensor x, DoubleTensor gradSampled, DoubleTrace forward) {

    DoubleTensor taps() {
        double[] sums = new double[x.data().length];
        for (int n = 0; n < x.n(); n++) {
            for (int c = 0; c < x.c(); c++) {
                for (int high = 0; high < gradSampled.h(); high++) {
                    for (int wide = 0; wide < gradSampled.w(); wide++) {
                        scatter(n, c, high, wide, sums);
                    }
                }
            }
        }
        return new DoubleTensor(sums, x.n(), x.c(), x.h(), x.w());
    }

    private void scatter(int n, int c, int high, int wide, double[] sums) {
        int group = c / config.layer().channelsPerGroup();
        double px = point(n, group, high, wide);
        double py = point(n, config.groups() + group, high, wide);
        double fx = px - Math.floor(px);
        double fy = py - Math.floor(py);
        for (int neighbour = 0; neighbour < 4; neighbour++) {
            long h = (long) Math.floor(py) + neighbour / 2;
            long w = (long) Math.floor(px) + neighbour % 2;
            if (config.has(Mistake.WRAPPED_SCATTER)) {
                h = Math.floorMod(h, x.h());
                w = Math.floorMod(w, x.w());
            }
            if (h < x.h() && w < x.w()) {
                double weight = (neighbour % 2 == 0 ? 1 - fx : fx) * (neighbour / 2 == 0 ? 1 - fy : fy);
                double grad = gradSampled.get(n, c, high, wide) * weight;
                int at = ((n * x.c() + c) * x.h() + (int) h) * x.w() + (int) w;
                sums[at] = config.has(Mistake.ASSIGNED_SCATTER) ? grad : sums[at] + grad;
            }
        }
    }

    private double point(int n, int k, int high, int wide) {
        if (!config.has(Mistake.WRAPPED_SCATTER)) {
            return forward.coordinates().get(n, k, high, wide);
        }
        int s = config.scale();
        double offset = forward.offsets().get(n, (k * s + high % s) * s + wide % s, high / s, wide / s);
        return (k < config.groups() ? wide / s : high / s) + offset;
    }
}
