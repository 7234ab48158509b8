package io.github.dysample.cli;

import io.github.dysample.Tensor;
import io.github.dysample.io.AtomicFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Pictures in files. */
public final class Pictures {
    private static final float JPEG_QUALITY = 0.95f; // the default of 0.75 shows at the edges an upsampler is judged by

    private static final String TIFF_COMPRESSION = "Deflate"; // lossless, as a PNG's

    private Pictures() {}

    /** Reads the first picture of a file. */
    static Picture read(Path file) throws IOException {
        // ImageIO would report a missing file without its name.
        return read(file.toString(), Files.readAllBytes(file));
    }

    /** Writes a picture, as {@link #write(Picture, Path, PictureShare)} does. */
    static void write(Picture picture, Path file) throws IOException {
        write(picture, file, new PictureShare());
    }

    /** Reads the first picture in the content of a file. */
    static Picture read(String name, byte[] content) throws IOException {
        return PictureDecoder.decode(name, content);
    }

    /**
     * Writes a PNG, JPEG or TIFF file, by the end of its name; values are clamped to 0..1 and rounded, NaN becomes 0.
     * An existing file is replaced when the new one is complete. A JPEG has 8 bits a sample, whatever the picture's.
     */
    static void write(Picture picture, Path file, PictureShare share) throws IOException {
        FileExtension kind = FileExtension.of(file);
        check(picture.tensor(), kind, file);
        BufferedImage image = PictureImages.of(bitsIn(kind, picture));
        AtomicFile.write(file, bytes -> encode(image, kind, bytes, share));
    }

    /** Writes the content of such a file to a stream, which stays open. */
    static void write(Picture picture, FileExtension kind, OutputStream out, PictureShare share) throws IOException {
        check(picture.tensor(), kind, "standard output");
        encode(PictureImages.of(bitsIn(kind, picture)), kind, out, share);
    }

    private static Picture bitsIn(FileExtension kind, Picture picture) {
        return kind == FileExtension.JPEG ? new Picture(picture.tensor(), Picture.USUAL_BITS) : picture;
    }

    private static void check(Tensor tensor, FileExtension kind, Object file) {
        checkPicture(tensor.n(), tensor.c(), tensor.h(), tensor.w(), kind, file);
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
                        ImageTypeSpecifier.createFromRenderedImage(image), kind.name())
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
        } else if (kind == FileExtension.TIFF) {
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionType(TIFF_COMPRESSION);
        }
        return parameters;
    }

    /** Refuses what cannot be a picture, with the numbers; asked before a long computation too. */
    static void checkPicture(int n, int c, int h, int w, FileExtension kind, Object file) {
        if (!OutputFormat.FITTING.contains(kind)) {
            throw new UsageException(file + ": pictures are written as .png, .jpg or .tif");
        }
        String shape = "the tensor is (" + n + ", " + c + ", " + h + ", " + w + ")";
        if (n != 1 || (c != 1 && c != 3 && c != 4)) {
            throw new IllegalArgumentException(file + ": a picture has 1, 3 or 4 channels and no batch, " + shape);
        }
        if (c == 4 && kind == FileExtension.JPEG) {
            throw new IllegalArgumentException(
                    file + ": JPEG has no alpha, and the tensor has 4 channels; write a .png or .tif");
        }
        if (h < 1 || w < 1) {
            throw new IllegalArgumentException(file + ": a picture has pixels, " + shape);
        }
    }
}
