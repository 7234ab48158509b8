package io.github.dysample.verify.internal.mistake;

import io.github.dysample.Tensor;
import io.github.dysample.verify.DoubleTensor;
import io.github.dysample.verify.Mistake;

/** The weights of the four neighbours, and the sum. */
record WrongSampler(MistakenConfig config) {

    DoubleTensor bilinear(DoubleTensor coordinates, DoubleTensor taps) {
        int g = config.groups();
        boolean swapped = config.has(Mistake.SWAPPED_NEIGHBOURS);
        return DoubleTensor.of(taps.n(), 4 * g, taps.h(), taps.w(), (n, k, y, x) -> {
            boolean east = (swapped ? k / g / 2 : k / g % 2) == 1;
            boolean south = (swapped ? k / g % 2 : k / g / 2) == 1;
            int group = k % g;
            double fx = coordinates.get(n, group, y, x) - taps.get(n, group, y, x);
            double fy = coordinates.get(n, g + group, y, x) - taps.get(n, g + group, y, x);
            return (east ? fx : 1 - fx) * (south ? fy : 1 - fy);
        });
    }

    DoubleTensor sample(
            Tensor x, WrongPoints points, DoubleTensor coordinates, DoubleTensor taps, DoubleTensor bilinear) {
        int g = config.groups();
        return DoubleTensor.of(x.n(), x.c(), taps.h(), taps.w(), (n, c, h, w) -> {
            int group = config.has(Mistake.MISINDEXED_GROUPS) ? c % g : c / config.layer().channelsPerGroup();
            if (config.has(Mistake.BLANKED_EDGE) && !points.areInside(n, group, h, w)) {
                return 0;
            }
            if (config.has(Mistake.NEAREST)) {
                int row = (int) Math.rint(coordinates.get(n, g + group, h, w));
                return value(x, n, c, row, (int) Math.rint(coordinates.get(n, group, h, w)));
            }
            int x0 = (int) taps.get(n, group, h, w);
            int y0 = (int) taps.get(n, g + group, h, w);
            double sum = 0;
            for (int neighbour = 0; neighbour < 4; neighbour++) {
                sum += bilinear.get(n, neighbour * g + group, h, w)
                        * value(x, n, c, y0 + neighbour / 2, x0 + neighbour % 2);
            }
            return sum;
        });
    }

    private double value(Tensor x, int n, int c, int h, int w) {
        if (config.has(Mistake.REPEATED_EDGE)) {
            return x.get(n, c, Math.clamp(h, 0, x.h() - 1), Math.clamp(w, 0, x.w() - 1));
        }
        return h >= 0 && h < x.h() && w >= 0 && w < x.w() ? x.get(n, c, h, w) : 0;
    }
}
