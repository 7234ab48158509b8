package io.github.dysample.cli;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Decodes the two formats that the command knows; ImageIO's others are untested here. */
final class PictureDecoder {
    /** With four channels, a gibibyte of floats a channel; the largest cameras stay below. */
    private static final long MOST_PIXELS = 1L << 28;

    /** Deflate shrinks bytes at most so many times. */
    private static final long MOST_TIMES = 1032;

    private PictureDecoder() {}

    static BufferedImage decode(Path file) throws IOException {
        // A stream of our own: ImageIO's would report a missing file without its name.
        try (InputStream bytes = Files.newInputStream(file)) {
            return decode(file.toString(), bytes, Files.size(file));
        }
    }

    static BufferedImage decode(String file, InputStream bytes, long size) throws IOException {
        // ImageIO's own stream would cache bytes on disk.
        try (ImageInputStream in = new MemoryCacheImageInputStream(bytes)) {
            ImageReader reader = reader(file, in);
            try {
                reader.setInput(in, true, true);
                BufferedImage image = decode(reader, size);
                if (reader.getFormatName().equalsIgnoreCase("jpeg") && image.getRaster().getNumBands() == 4) {
                    throw new IOException("CMYK JPEG; convert it to RGB first");
                }
                return image;
            } catch (IOException | RuntimeException damaged) {
                // The readers let array and argument errors through for damaged files.
                throw new IOException(file + ": the picture cannot be decoded: " + damaged.getMessage(), damaged);
            } finally {
                reader.dispose();
            }
        }
    }

    /** By what the file holds; its name may be wrong about it. */
    private static ImageReader reader(String file, ImageInputStream in) throws IOException {
        for (String format : new String[] {"png", "jpeg"}) {
            var readers = ImageIO.getImageReadersByFormatName(format);
            while (readers.hasNext()) {
                ImageReader reader = readers.next();
                if (reader.getOriginatingProvider().canDecodeInput(in)) {
                    return reader;
                }
                reader.dispose();
            }
        }
        throw new IOException(file + ": not a picture that can be read; PNG and JPEG can");
    }

    private static BufferedImage decode(ImageReader reader, long fileBytes) throws IOException {
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        if ((long) width * height > MOST_PIXELS) {
            throw new IOException(width + " x " + height + " pixels are too many, at most " + MOST_PIXELS
                    + " can be read");
        }
        // A larger claim is damage or a trap, found before memory is taken for it.
        if ((double) width * height * bitsPerPixel(reader) > 8.0 * MOST_TIMES * fileBytes) {
            throw new IOException(width + " x " + height + " pixels cannot be in a file of " + fileBytes + " bytes");
        }
        return reader.read(0);
    }

    /** As stored in a PNG; of a JPEG a pixel may take less than a bit, and one is assumed. */
    private static int bitsPerPixel(ImageReader reader) throws IOException {
        ImageTypeSpecifier stored = reader.getRawImageType(0);
        boolean isPng = reader.getFormatName().equalsIgnoreCase("png");
        return isPng && stored != null ? stored.getColorModel().getPixelSize() : 1;
    }
}
