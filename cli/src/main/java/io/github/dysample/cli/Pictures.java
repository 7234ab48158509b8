package io.github.dysample.cli;

import io.github.dysample.Tensor;
import io.github.dysample.io.AtomicFile;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.stream.IntStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Pictures as tensors: (1, C, H, W) with C of 1 (grey), 3 (red, green, blue) or 4 (with alpha), values 0 to 1.
 *
 * <p>Samples are taken as they are stored. {@code BufferedImage.getRGB} would convert grey to sRGB and 16 bits to 8.
 */
public final class Pictures {
    private static final float JPEG_QUALITY = 0.95f; // the default of 0.75 shows at the edges an upsampler is judged by

    private Pictures() {}

    /** Writes a picture, as {@link #write(Tensor, Path, PictureShare)} does. */
    static void write(Tensor tensor, Path file) throws IOException {
        write(tensor, file, new PictureShare());
    }

    /** Reads a PNG or JPEG file. */
    static Tensor read(Path file) throws IOException {
        return toTensor(PictureDecoder.decode(file));
    }

    /** Reads the content of a PNG or JPEG file. */
    static Tensor read(String name, byte[] content) throws IOException {
        return toTensor(PictureDecoder.decode(name, new ByteArrayInputStream(content), content.length));
    }

    /** Takes an image's samples; grey with alpha becomes 4 channels. */
    static Tensor toTensor(BufferedImage image) {
        BufferedImage plain = PaletteImages.expand(image);
        Raster raster = plain.getRaster();
        int bands = raster.getNumBands();
        int[] sources = bands == 2 ? new int[] {0, 0, 0, 1} : IntStream.range(0, bands).toArray();
        int width = plain.getWidth();
        int height = plain.getHeight();
        Tensor tensor = Tensor.zeros(1, sources.length, height, width);
        int[] row = new int[width];
        for (int c = 0; c < sources.length; c++) {
            float full = (1L << raster.getSampleModel().getSampleSize(sources[c])) - 1;
            for (int y = 0; y < height; y++) {
                raster.getSamples(0, y, width, 1, sources[c], row);
                int start = (c * height + y) * width;
                for (int x = 0; x < width; x++) {
                    tensor.data()[start + x] = row[x] / full;
                }
            }
        }
        return tensor;
    }

    /**
     * Writes a PNG or JPEG file, by the end of its name, 8 bits a sample; values are clamped to 0..1 and rounded, NaN
     * becomes 0. An existing file is replaced when the new one is complete.
     */
    static void write(Tensor tensor, Path file, PictureShare share) throws IOException {
        FileExtension kind = FileExtension.of(file);
        checkPicture(tensor.n(), tensor.c(), tensor.h(), tensor.w(), kind, file);
        BufferedImage image = toImage(tensor);
        AtomicFile.write(file, bytes -> encode(image, kind, bytes, share));
    }

    /** Writes the content of a PNG or JPEG file to a stream, which stays open. */
    static void write(Tensor tensor, FileExtension kind, OutputStream out, PictureShare share) throws IOException {
        checkPicture(tensor.n(), tensor.c(), tensor.h(), tensor.w(), kind, "standard output");
        encode(toImage(tensor), kind, out, share);
    }

    /** Writes the content of a PNG file to a stream, which stays open. */
    static void writePng(BufferedImage image, OutputStream out) throws IOException {
        encode(image, FileExtension.PNG, out, new PictureShare());
    }

    /** Writes an image as PNG; an existing file is replaced when the new one is complete. */
    public static void writePng(BufferedImage image, Path file) throws IOException {
        AtomicFile.write(file, bytes -> encode(image, FileExtension.PNG, bytes, new PictureShare()));
    }

    private static void encode(BufferedImage image, FileExtension kind, OutputStream bytes, PictureShare share)
            throws IOException {
        ImageWriter writer = ImageIO.getImageWriters(
                        ImageTypeSpecifier.createFromRenderedImage(image),
                        kind == FileExtension.PNG ? "png" : "jpeg")
                .next();
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.addIIOWriteProgressListener(share);
            writer.write(null, new IIOImage(image, null, null), parameters(writer, kind));
        } finally {
            writer.dispose();
        }
    }

    private static ImageWriteParam parameters(ImageWriter writer, FileExtension kind) {
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        if (kind == FileExtension.JPEG) {
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality(JPEG_QUALITY);
        }
        return parameters;
    }

    /** Refuses what cannot be a picture, with the numbers; asked before a long computation too. */
    static void checkPicture(int n, int c, int h, int w, FileExtension kind, Object file) {
        String shape = "the tensor is (" + n + ", " + c + ", " + h + ", " + w + ")";
        if (n != 1 || (c != 1 && c != 3 && c != 4)) {
            throw new IllegalArgumentException(file + ": a picture has 1, 3 or 4 channels and no batch, " + shape);
        }
        if (c == 4 && kind == FileExtension.JPEG) {
            throw new IllegalArgumentException(
                    file + ": JPEG has no alpha, and the tensor has 4 channels; write a .png");
        }
        if (h < 1 || w < 1) {
            throw new IllegalArgumentException(file + ": a picture has pixels, " + shape);
        }
    }

    private static BufferedImage toImage(Tensor tensor) {
        int type = switch (tensor.c()) {
            case 1 -> BufferedImage.TYPE_BYTE_GRAY;
            case 3 -> BufferedImage.TYPE_3BYTE_BGR;
            default -> BufferedImage.TYPE_4BYTE_ABGR;
        };
        int width = tensor.w();
        int height = tensor.h();
        BufferedImage image = new BufferedImage(width, height, type);
        WritableRaster raster = image.getRaster();
        int[] row = new int[width];
        for (int c = 0; c < tensor.c(); c++) {
            for (int y = 0; y < height; y++) {
                int start = (c * height + y) * width;
                for (int x = 0; x < width; x++) {
                    row[x] = Math.round(255 * Math.clamp(tensor.data()[start + x], 0f, 1f));
                }
                raster.setSamples(0, y, width, 1, c, row);
            }
        }
        return image;
    }
}
