package io.github.dysample.cli;

import java.io.IOException;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.plugins.tiff.BaselineTIFFTagSet;
import javax.imageio.plugins.tiff.TIFFDirectory;
import javax.imageio.plugins.tiff.TIFFField;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Holds the size that a picture claims against the length of its file, before memory is taken for it: a larger claim
 * is damage or a trap. For each compression there is a number of pixels that a byte cannot exceed.
 */
final class PictureClaims {
    /** With four channels, a gibibyte of floats a channel; the largest cameras stay below. */
    private static final long MOST_PIXELS = 1L << 28;

    /** Deflate spends at least two bits on 258 bytes. */
    private static final double DEFLATED_BYTES = 1032;

    /** LZW's last code of 12 bits, if each is one longer than the one before: 3838 bytes in a byte and a half. */
    private static final double LZW_BYTES = 2560;

    /** A bit for each block of 8 × 8 pixels, in the shortest kind of progressive JPEG; and as much again. */
    private static final double JPEG_PIXELS = 1024;

    /** An empty line of a fax is one bit, however wide: 8192 columns. */
    private static final double FAX_PIXELS = 1 << 16;

    /** Runs of 255 pixels in two bytes, and lines that are left out. */
    private static final double BMP_RUN_PIXELS = 1032;

    private static final int BITS = 8; // of a byte

    private PictureClaims() {}

    /** Refuses a claim that does not fit in so many bytes. */
    static void check(ImageReader reader, FileExtension format, long bytes) throws IOException {
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        check(width, height, "pixels", MOST_PIXELS, bytes);
        double most = bytes * pixelsPerByte(reader, format);
        check(width, height, "pixels", most, bytes);
        if (reader.isImageTiled(0)) {
            // Rows and columns that only fill the last tile take memory, too.
            check(reader.getTileWidth(0), reader.getTileHeight(0), "pixels of a tile", most, bytes);
        }
    }

    private static void check(int width, int height, String what, double most, long bytes) throws IOException {
        double claimed = (double) width * height;
        if (claimed > MOST_PIXELS) {
            throw new IOException(width + " x " + height + " " + what + " are too many, at most " + MOST_PIXELS
                    + " can be read");
        }
        if (claimed > most) {
            throw new IOException(width + " x " + height + " " + what + " cannot be in a file of " + bytes + " bytes");
        }
    }

    private static double pixelsPerByte(ImageReader reader, FileExtension format) throws IOException {
        return switch (format) {
            case PNG -> DEFLATED_BYTES * BITS / bitsPerPixel(reader);
            case JPEG -> JPEG_PIXELS;
            case GIF -> LZW_BYTES;
            case BMP -> isPlainBmp(reader.getImageMetadata(0)) ? (double) BITS / bitsPerPixel(reader) : BMP_RUN_PIXELS;
            default -> tiffPixelsPerByte(reader);
        };
    }

    /** As stored; 1, which allows most, if the reader does not tell. */
    private static int bitsPerPixel(ImageReader reader) throws IOException {
        ImageTypeSpecifier stored = reader.getRawImageType(0);
        return stored == null ? 1 : stored.getColorModel().getPixelSize();
    }

    private static boolean isPlainBmp(IIOMetadata metadata) {
        Element root = (Element) metadata.getAsTree("javax_imageio_1.0");
        NodeList names = root.getElementsByTagName("CompressionTypeName");
        return names.getLength() > 0 && ((Element) names.item(0)).getAttribute("value").equals("BI_RGB");
    }

    private static double tiffPixelsPerByte(ImageReader reader) throws IOException {
        TIFFField compression = TIFFDirectory.createFromMetadata(reader.getImageMetadata(0))
                .getTIFFField(BaselineTIFFTagSet.TAG_COMPRESSION);
        int kind = compression == null ? BaselineTIFFTagSet.COMPRESSION_NONE : compression.getAsInt(0);
        return switch (kind) {
            case BaselineTIFFTagSet.COMPRESSION_NONE -> (double) BITS / bitsPerPixel(reader);
            case BaselineTIFFTagSet.COMPRESSION_CCITT_RLE, BaselineTIFFTagSet.COMPRESSION_CCITT_T_4,
                    BaselineTIFFTagSet.COMPRESSION_CCITT_T_6 -> FAX_PIXELS;
            case BaselineTIFFTagSet.COMPRESSION_OLD_JPEG, BaselineTIFFTagSet.COMPRESSION_JPEG -> JPEG_PIXELS;
            default -> LZW_BYTES * BITS / bitsPerPixel(reader);
        };
    }
}
