package io.github.dysample.cli;

import io.github.dysample.Tensor;
import io.github.dysample.io.internal.picture.Alpha;
import io.github.dysample.io.internal.picture.Samples;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;

/** Images from pictures: values are clamped to 0..1 and rounded to 8 or 16 bits, NaN becomes 0. */
final class PictureImages {
    private PictureImages() {}

    static BufferedImage of(Picture picture) {
        Tensor tensor = picture.tensor();
        int width = tensor.w();
        int full = (1 << picture.bits()) - 1;
        BufferedImage image = picture.bits() == Picture.USUAL_BITS
                ? new BufferedImage(width, tensor.h(), usualType(tensor.c()))
                : deep(tensor);
        WritableRaster raster = image.getRaster();
        int[] row = new int[width];
        for (int c = 0; c < tensor.c(); c++) {
            for (int y = 0; y < tensor.h(); y++) {
                int start = (c * tensor.h() + y) * width;
                for (int x = 0; x < width; x++) {
                    row[x] = Samples.of(tensor.data()[start + x], full);
                }
                raster.setSamples(0, y, width, 1, c, row);
            }
        }
        return image;
    }

    private static int usualType(int channels) {
        return switch (channels) {
            case 1 -> BufferedImage.TYPE_BYTE_GRAY;
            case 3 -> BufferedImage.TYPE_3BYTE_BGR;
            default -> BufferedImage.TYPE_4BYTE_ABGR;
        };
    }

    /** The JDK has no name for colours of 16 bits. */
    private static BufferedImage deep(Tensor tensor) {
        boolean alpha = Alpha.isIn(tensor.c());
        ColorSpace space = ColorSpace.getInstance(tensor.c() == 1 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB);
        ColorModel model = new ComponentColorModel(space, alpha, false,
                alpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE, DataBuffer.TYPE_USHORT);
        return new BufferedImage(
                model, model.createCompatibleWritableRaster(tensor.w(), tensor.h()), false, null);
    }
}
