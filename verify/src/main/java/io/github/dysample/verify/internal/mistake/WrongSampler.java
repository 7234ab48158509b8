package io.github.dysample.verify.internal.mistake;

import static io.github.dysample.verify.Mistake.MISINDEXED_GROUPS;
import static io.github.dysample.verify.Mistake.NEAREST;
import static io.github.dysample.verify.Mistake.REPEATED_EDGE;
import static io.github.dysample.verify.Mistake.SWAPPED_NEIGHBOURS;

import io.github.dysample.Tensor;
import io.github.dysample.verify.DoubleTensor;
import io.github.dysample.verify.Mistake;

/** The weights of the four neighbours, and the sum. */
final class WrongSampler {
    private final MistakenConfig config;
    private final int g;

    WrongSampler(MistakenConfig config) {
        this.config = config;
        g = config.groups();
    }

    private boolean has(Mistake mistake) {
        return config.has(mistake);
    }

    DoubleTensor bilinear(DoubleTensor coordinates, DoubleTensor taps) {
        DoubleTensor bilinear = DoubleTensor.zeros(taps.n(), 4 * g, taps.h(), taps.w());
        for (int n = 0; n < taps.n(); n++) {
            for (int group = 0; group < g; group++) {
                for (int y = 0; y < taps.h(); y++) {
                    for (int x = 0; x < taps.w(); x++) {
                        double fx = coordinates.get(n, group, y, x) - taps.get(n, group, y, x);
                        double fy = coordinates.get(n, g + group, y, x) - taps.get(n, g + group, y, x);
                        double ne = fx * (1 - fy);
                        double sw = (1 - fx) * fy;
                        bilinear.set(n, group, y, x, (1 - fx) * (1 - fy));
                        bilinear.set(n, g + group, y, x, has(SWAPPED_NEIGHBOURS) ? sw : ne);
                        bilinear.set(n, 2 * g + group, y, x, has(SWAPPED_NEIGHBOURS) ? ne : sw);
                        bilinear.set(n, 3 * g + group, y, x, fx * fy);
                    }
                }
            }
        }
        return bilinear;
    }

    DoubleTensor sample(Tensor x, DoubleTensor coordinates, DoubleTensor taps, DoubleTensor bilinear) {
        DoubleTensor output = DoubleTensor.zeros(x.n(), x.c(), taps.h(), taps.w());
        for (int n = 0; n < x.n(); n++) {
            for (int c = 0; c < x.c(); c++) {
                int group = has(MISINDEXED_GROUPS) ? c % g : c / config.layer().channelsPerGroup();
                for (int h = 0; h < taps.h(); h++) {
                    for (int w = 0; w < taps.w(); w++) {
                        output.set(n, c, h, w, has(NEAREST)
                                ? nearest(x, n, c, coordinates, group, h, w)
                                : sum(x, n, c, taps, bilinear, group, h, w));
                    }
                }
            }
        }
        return output;
    }

    private double nearest(Tensor x, int n, int c, DoubleTensor coordinates, int group, int h, int w) {
        return value(x, n, c,
                (int) Math.rint(coordinates.get(n, g + group, h, w)), (int) Math.rint(coordinates.get(n, group, h, w)));
    }

    private double sum(Tensor x, int n, int c, DoubleTensor taps, DoubleTensor bilinear, int group, int h, int w) {
        int x0 = (int) taps.get(n, group, h, w);
        int y0 = (int) taps.get(n, g + group, h, w);
        double sum = 0;
        for (int neighbour = 0; neighbour < 4; neighbour++) {
            sum += bilinear.get(n, neighbour * g + group, h, w)
                    * value(x, n, c, y0 + neighbour / 2, x0 + neighbour % 2);
        }
        return sum;
    }

    private double value(Tensor x, int n, int c, int h, int w) {
        if (has(REPEATED_EDGE)) {
            return x.get(n, c, Math.clamp(h, 0, x.h() - 1), Math.clamp(w, 0, x.w() - 1));
        }
        return h >= 0 && h < x.h() && w >= 0 && w < x.w() ? x.get(n, c, h, w) : 0;
    }
}
