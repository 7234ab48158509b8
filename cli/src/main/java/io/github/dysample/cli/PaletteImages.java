package io.github.dysample.cli;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.PackedColorModel;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Brings images that do not store one sample per channel (palettes, packed pixels) to those that do. */
final class PaletteImages {
    private PaletteImages() {}

    /** {@return the image itself if its raster holds channels, else an equal one whose raster does} */
    static BufferedImage expand(BufferedImage image) {
        return switch (image.getColorModel()) {
            case IndexColorModel palette when isGrey(palette) -> grey(image, palette);
            case IndexColorModel palette -> colour(image, palette.hasAlpha());
            case PackedColorModel packed -> colour(image, packed.hasAlpha());
            default -> image;
        };
    }

    /** Grey PNGs of 1, 2 and 4 bits come as palettes of greys. */
    private static boolean isGrey(IndexColorModel palette) {
        return IntStream.range(0, palette.getMapSize()).allMatch(i -> palette.getRed(i) == palette.getGreen(i)
                && palette.getRed(i) == palette.getBlue(i)
                && palette.getAlpha(i) == 255);
    }

    private static BufferedImage grey(BufferedImage image, IndexColorModel palette) {
        BufferedImage plain = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
        int[] row = new int[image.getWidth()];
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRaster().getSamples(0, y, row.length, 1, 0, row);
            plain.getRaster().setSamples(0, y, row.length, 1, 0, Arrays.stream(row).map(palette::getRed).toArray());
        }
        return plain;
    }

    private static BufferedImage colour(BufferedImage image, boolean alpha) {
        int type = alpha ? BufferedImage.TYPE_4BYTE_ABGR : BufferedImage.TYPE_3BYTE_BGR;
        BufferedImage plain = new BufferedImage(image.getWidth(), image.getHeight(), type);
        int width = image.getWidth();
        for (int y = 0; y < image.getHeight(); y++) {
            plain.setRGB(0, y, width, 1, image.getRGB(0, y, width, 1, null, 0, width), 0, width);
        }
        return plain;
    }
}
