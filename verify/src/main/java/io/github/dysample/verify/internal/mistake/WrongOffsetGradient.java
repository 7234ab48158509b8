package io.github.dysample.verify.internal.mistake;

import io.github.dysample.Tensor;
import io.github.dysample.verify.DoubleTensor;
import io.github.dysample.verify.DoubleTrace;
import io.github.dysample.verify.Mistake;

/** The gradients of the offsets: how the samples of a group change as its point moves. */
record WrongOffsetGradient(MistakenConfig config, Tensor x, DoubleTensor gradSampled, DoubleTrace forward) {

    DoubleTensor offsets() {
        int perComponent = config.layer().offsetChannels() / 2;
        int perGroup = config.scale() * config.scale();
        return DoubleTensor.of(x.n(), 2 * perComponent, x.h(), x.w(), (n, k, h, w) -> {
            if (!config.has(Mistake.GRADIENT_OF_ALL_CHANNELS)) {
                return gradient(n, k, h, w);
            }
            double sum = 0;
            for (int group = 0; group < config.groups(); group++) {
                sum += gradient(n, k / perComponent * perComponent + group * perGroup + k % perGroup, h, w);
            }
            return sum;
        });
    }

    private double gradient(int n, int k, int h, int w) {
        int s = config.scale();
        int perComponent = config.layer().offsetChannels() / 2;
        boolean isX = k < perComponent;
        int group = k % perComponent / (s * s);
        int high = s * h + k % (s * s) / s;
        int wide = s * w + k % s;
        double point = forward.coordinates().get(n, isX ? group : config.groups() + group, high, wide);
        int last = (isX ? x.w() : x.h()) - 1;
        if (!isActive((isX ? w : h) + forward.offsets().get(n, k, h, w), point, last)) {
            return 0;
        }
        double sum = 0;
        int channels = config.layer().channelsPerGroup();
        for (int c = group * channels; c < (group + 1) * channels; c++) {
            sum += gradSampled.get(n, c, high, wide) * slope(n, c, group, high, wide, isX);
        }
        return sum * factor(isX);
    }

    private boolean isActive(double unclipped, double point, int last) {
        if (config.has(Mistake.GRADIENT_THROUGH_THE_CLIP)) {
            return true;
        }
        return config.has(Mistake.GRADIENT_ON_THE_BORDER)
                ? unclipped >= 0 && unclipped <= last
                : point > 0 && point < last;
    }

    private double factor(boolean isX) {
        double width = isX ? x.w() : x.h();
        double height = isX ? x.h() : x.w();
        return (config.has(Mistake.SWAPPED_SIZES_IN_GRADIENT) ? width / height : 1)
                * (config.has(Mistake.NO_GRID_FACTOR_IN_GRADIENT) ? width / 2 : 1)
                / (config.has(Mistake.GRADIENT_MEAN_OF_CHANNELS) ? config.layer().channelsPerGroup() : 1);
    }

    private double slope(int n, int c, int group, int high, int wide, boolean isX) {
        double px = forward.coordinates().get(n, group, high, wide);
        double py = forward.coordinates().get(n, config.groups() + group, high, wide);
        int x0 = cell(px);
        int y0 = cell(py);
        double nw = value(n, c, y0, x0);
        double ne = value(n, c, y0, x0 + 1);
        double sw = value(n, c, y0 + 1, x0);
        double se = value(n, c, y0 + 1, x0 + 1);
        return isX
                ? (1 - (py - y0)) * (ne - nw) + (py - y0) * (se - sw)
                : (1 - (px - x0)) * (sw - nw) + (px - x0) * (se - ne);
    }

    /** The pixel at which the cell of a point begins. */
    private int cell(double point) {
        int before = (int) Math.floor(point);
        return config.has(Mistake.LEFT_DERIVATIVE) && before == point && before > 0 ? before - 1 : before;
    }

    private double value(int n, int c, int h, int w) {
        return h < x.h() && w < x.w() ? x.get(n, c, h, w) : 0;
    }
}
