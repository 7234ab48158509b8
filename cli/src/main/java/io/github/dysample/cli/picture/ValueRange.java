package io.github.dysample.cli.picture;

import io.github.dysample.Tensor;
import io.github.dysample.verify.internal.report.Ramp;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Values as greys: the same grey for the same value in every picture of one range; values outside it are black or
 * white.
 *
 * @param least black
 * @param most white
 */
record ValueRange(double least, double most) {
    /** The range of the finite values of some planes. */
    static ValueRange of(int item, int channel, Tensor... tensors) {
        DoubleSummaryStatistics finite =
                values(item, channel, tensors).filter(Double::isFinite).summaryStatistics();
        return finite.getCount() == 0 ? new ValueRange(0, 0) : new ValueRange(finite.getMin(), finite.getMax());
    }

    /** {@return whether all values of some planes are finite} */
    static boolean isFinite(int item, int channel, Tensor... tensors) {
        return values(item, channel, tensors).allMatch(Double::isFinite);
    }

    private static DoubleStream values(int item, int channel, Tensor... tensors) {
        return Arrays.stream(tensors).flatMapToDouble(tensor -> {
            int size = tensor.h() * tensor.w();
            int start = (item * tensor.c() + channel) * size;
            return IntStream.range(start, start + size).mapToDouble(i -> tensor.data()[i]);
        });
    }

    /** {@return one plane} */
    BufferedImage picture(Tensor tensor, int item, int channel) {
        return Canvas.picture(tensor.w(), tensor.h(), (x, y) -> grey(tensor.get(item, channel, y, x)));
    }

    private int grey(double value) {
        if (!Double.isFinite(value)) {
            return Ramp.NOT_FINITE.getRGB();
        }
        double share = most == least ? 0.5 : Math.clamp((value - least) / (most - least), 0.0, 1.0);
        int level = (int) Math.round(255 * share);
        return level << 16 | level << 8 | level;
    }
}
