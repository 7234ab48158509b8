package io.github.dysample.cli;

import io.github.dysample.Tensor;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Decodes the formats that the command knows; ImageIO's others are untested here. */
final class PictureDecoder {
    private static final List<FileExtension> FORMATS = List.of(
            FileExtension.PNG, FileExtension.JPEG, FileExtension.TIFF, FileExtension.BMP, FileExtension.GIF);

    private PictureDecoder() {}

    /**
     * Decodes the first picture of a file, and turns it upright.
     *
     * @param file its name for messages
     * @param content all of the file
     */
    static Picture decode(String file, byte[] content) throws IOException {
        // ImageIO's own streams would cache bytes on disk.
        try (ImageInputStream in = new MemoryImageStream(content)) {
            for (FileExtension format : FORMATS) {
                ImageReader reader = reader(format, in);
                if (reader != null) {
                    return decode(file, content, format, reader, in);
                }
            }
        }
        throw new IOException(file + ": not a picture that can be read; PNG, JPEG, TIFF, BMP and GIF can");
    }

    /** By what the file holds; its name may be wrong about it. Null if it does not hold this format. */
    private static ImageReader reader(FileExtension format, ImageInputStream in) throws IOException {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format.name());
        while (readers.hasNext()) {
            ImageReader reader = readers.next();
            if (reader.getOriginatingProvider().canDecodeInput(in)) {
                return reader;
            }
            reader.dispose();
        }
        return null;
    }

    private static Picture decode(
            String file, byte[] content, FileExtension format, ImageReader reader, ImageInputStream in)
            throws IOException {
        try {
            reader.setInput(in, true, true);
            PictureClaims.check(reader, format, content.length);
            if (format == FileExtension.JPEG && JpegInks.count(content) == JpegInks.OF_PRINT) {
                throw new IOException("its colours are CMYK; convert it to RGB first");
            }
            BufferedImage image = reader.read(0);
            Tensor stored = PictureSamples.of(image);
            int bits = PictureSamples.areDeep(image) ? Picture.MOST_BITS : Picture.USUAL_BITS;
            return new Picture(ExifOrientation.of(format, content).apply(stored), bits);
        } catch (IOException | RuntimeException damaged) {
            // The readers let array and argument errors through for damaged files.
            throw new IOException(file + ": the picture cannot be decoded: " + damaged.getMessage(), damaged);
        } finally {
            reader.dispose();
        }
    }
}
