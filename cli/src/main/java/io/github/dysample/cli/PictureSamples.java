package io.github.dysample.cli;

import io.github.dysample.Tensor;
import io.github.dysample.io.internal.picture.Alpha;
import io.github.dysample.io.internal.picture.Samples;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.stream.IntStream;

/**
 * The samples of an image as a tensor (1, C, H, W), 0 to 1.
 *
 * <p>They are taken as they are stored. {@code BufferedImage.getRGB} would convert grey to sRGB and 16 bits to 8.
 * Floating-point samples, which a TIFF may have, are values already.
 */
final class PictureSamples {
    private PictureSamples() {}

    /** Takes an image's samples; grey with alpha becomes 4 channels. */
    static Tensor of(BufferedImage image) throws IOException {
        BufferedImage plain = PaletteImages.expand(image);
        ColorModel model = plain.getColorModel();
        Raster raster = plain.getRaster();
        checkColours(model);
        checkType(raster);
        boolean greyWithAlpha = model.hasAlpha() && raster.getNumBands() == 2;
        int[] bands = greyWithAlpha ? new int[] {0, 0, 0, 1} : IntStream.range(0, raster.getNumBands()).toArray();
        Tensor tensor = Tensor.zeros(1, bands.length, raster.getHeight(), raster.getWidth());
        for (int c = 0; c < bands.length; c++) {
            copy(raster, bands[c], tensor, c);
        }
        if (model.hasAlpha() && model.isAlphaPremultiplied()) {
            Alpha.straighten(tensor);
        }
        return tensor;
    }

    /** {@return whether 8 bits cannot hold the samples} */
    static boolean areDeep(BufferedImage image) {
        int type = image.getRaster().getTransferType();
        return type == DataBuffer.TYPE_FLOAT || type == DataBuffer.TYPE_DOUBLE
                || IntStream.of(image.getSampleModel().getSampleSize()).max().orElse(0) > Picture.USUAL_BITS;
    }

    private static void checkColours(ColorModel model) throws IOException {
        int space = model.getColorSpace().getType();
        int colours = model.getNumColorComponents();
        if (space == ColorSpace.TYPE_CMYK) {
            throw new IOException("its colours are CMYK; convert it to RGB first");
        }
        boolean known = space == ColorSpace.TYPE_GRAY && colours == 1 || space == ColorSpace.TYPE_RGB && colours == 3;
        if (!known) {
            throw new IOException("it has " + colours + " colours that are neither grey nor RGB; convert it first");
        }
    }

    private static void checkType(Raster raster) throws IOException {
        switch (raster.getSampleModel().getDataType()) {
            case DataBuffer.TYPE_BYTE, DataBuffer.TYPE_USHORT, DataBuffer.TYPE_FLOAT, DataBuffer.TYPE_DOUBLE -> { }
            default -> throw new IOException("its samples are whole numbers with a sign or of "
                    + raster.getSampleModel().getSampleSize(0) + " bits; save it with 8 or 16 bits or as .npy");
        }
    }

    private static void copy(Raster raster, int band, Tensor tensor, int channel) {
        int type = raster.getSampleModel().getDataType();
        boolean values = type == DataBuffer.TYPE_FLOAT || type == DataBuffer.TYPE_DOUBLE;
        float full = values ? 1 : (1 << raster.getSampleModel().getSampleSize(band)) - 1;
        int width = raster.getWidth();
        float[] row = new float[width];
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getSamples(raster.getMinX(), raster.getMinY() + y, width, 1, band, row);
            int start = (channel * raster.getHeight() + y) * width;
            for (int x = 0; x < width; x++) {
                tensor.data()[start + x] = Samples.value(row[x], full);
            }
        }
    }
}
