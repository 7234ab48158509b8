package io.github.dysample.cli.picture;

import io.github.dysample.Tensor;
import java.awt.image.BufferedImage;

/**
 * Values as greys: the same grey for the same value in every picture of one range.
 *
 * @param least black
 * @param most white
 */
record ValueRange(double least, double most) {
    /** What is no finite number. */
    private static final int NOT_FINITE = 0x21D0E8;

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
            return NOT_FINITE;
        }
        int level = most == least ? 128 : (int) Math.round(255 * (value - least) / (most - least));
        return level << 16 | level << 8 | level;
    }
}
