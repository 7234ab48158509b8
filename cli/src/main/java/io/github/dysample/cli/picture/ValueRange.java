package io.github.dysample.cli.picture;

import io.github.dysample.Tensor;
import io.github.dysample.verify.internal.report.Ramp;
import java.awt.image.BufferedImage;

/**
 * Values as greys: the same grey for the same value in every picture of one range, what is past it black or white.
 *
 * @param least black
 * @param most white
 */
record ValueRange(double least, double most) {
    /** The range of the finite values of some planes. */
    static ValueRange of(int item, int channel, Tensor... tensors) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (Tensor tensor : tensors) {
            for (int h = 0; h < tensor.h(); h++) {
                for (int w = 0; w < tensor.w(); w++) {
                    double value = tensor.get(item, channel, h, w);
                    if (Double.isFinite(value)) {
                        least = Math.min(least, value);
                        most = Math.max(most, value);
                    }
                }
            }
        }
        return least <= most ? new ValueRange(least, most) : new ValueRange(0, 0);
    }

    /** {@return whether all values of some planes are finite} */
    static boolean isFinite(int item, int channel, Tensor... tensors) {
        for (Tensor tensor : tensors) {
            for (int h = 0; h < tensor.h(); h++) {
                for (int w = 0; w < tensor.w(); w++) {
                    if (!Float.isFinite(tensor.get(item, channel, h, w))) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    /** {@return one plane} */
    BufferedImage picture(Tensor tensor, int item, int channel) {
        BufferedImage picture = new BufferedImage(tensor.w(), tensor.h(), BufferedImage.TYPE_INT_RGB);
        for (int h = 0; h < tensor.h(); h++) {
            for (int w = 0; w < tensor.w(); w++) {
                picture.setRGB(w, h, grey(tensor.get(item, channel, h, w)));
            }
        }
        return picture;
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
