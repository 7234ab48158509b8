package io.github.dysample.cli.demo;

import io.github.dysample.Tensor;
import io.github.dysample.cli.picture.Canvas;
import java.awt.image.BufferedImage;

/**
 * Photographs as (1, 3, H, W) tensors of pixel value / 256: a power of two, so that what is computed from them stays
 * exact.
 */
final class Photograph {
    private static final float UNIT = 256;

    /** The largest value a pixel has. */
    static final float PEAK = 255 / UNIT;

    private Photograph() {}

    static Tensor of(BufferedImage image, int left, int top, int width, int height) {
        Tensor tensor = Tensor.zeros(1, 3, height, width);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int pixel = image.getRGB(left + x, top + y);
                for (int c = 0; c < 3; c++) {
                    tensor.set(0, c, y, x, (pixel >> (16 - 8 * c) & 255) / UNIT);
                }
            }
        }
        return tensor;
    }

    /** Half the size: the mean of two by two pixels. */
    static Tensor half(Tensor full) {
        Tensor half = Tensor.zeros(1, full.c(), full.h() / 2, full.w() / 2);
        for (int c = 0; c < half.c(); c++) {
            for (int y = 0; y < half.h(); y++) {
                for (int x = 0; x < half.w(); x++) {
                    float sum = full.get(0, c, 2 * y, 2 * x)
                            + full.get(0, c, 2 * y, 2 * x + 1)
                            + full.get(0, c, 2 * y + 1, 2 * x)
                            + full.get(0, c, 2 * y + 1, 2 * x + 1);
                    half.set(0, c, y, x, sum / 4);
                }
            }
        }
        return half;
    }

    /** The first three channels as an image. */
    static BufferedImage image(Tensor tensor) {
        return Canvas.picture(tensor.w(), tensor.h(), (x, y) -> {
            int pixel = 0;
            for (int c = 0; c < 3; c++) {
                pixel = pixel << 8 | Math.clamp(Math.round(tensor.get(0, c, y, x) * UNIT), 0, 255);
            }
            return pixel;
        });
    }

    /** Peak signal-to-noise ratio of the first three channels, in decibels. */
    static double psnr(Tensor tensor, Tensor reference) {
        int values = 3 * reference.h() * reference.w();
        double squares = 0;
        for (int i = 0; i < values; i++) {
            double error = (double) tensor.data()[i] - reference.data()[i];
            squares += error * error;
        }
        return 10 * Math.log10((double) PEAK * PEAK / (squares / values));
    }
}
