package io.github.dysample.cli;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.PackedColorModel;
import java.awt.image.WritableRaster;

/** Brings images that do not store one sample per channel (palettes, packed pixels) to the ones that do. */
final class PaletteImages {
    private PaletteImages() {}

    /** {@return the image itself if its raster holds channels, else an equal one whose raster does} */
    static BufferedImage expand(BufferedImage image) {
        return switch (image.getColorModel()) {
            case IndexColorModel palette -> expand(image, palette);
            case PackedColorModel packed -> colour(image, packed.hasAlpha());
            default -> image;
        };
    }

    private static BufferedImage expand(BufferedImage image, IndexColorModel palette) {
        return isGrey(palette) ? grey(image, palette) : colour(image, palette.hasAlpha());
    }

    /** Grey PNGs of 1, 2 and 4 bits come as palettes of greys. */
    private static boolean isGrey(IndexColorModel palette) {
        for (int i = 0; i < palette.getMapSize(); i++) {
            if (palette.getRed(i) != palette.getGreen(i)
                    || palette.getRed(i) != palette.getBlue(i)
                    || palette.getAlpha(i) != 255) {
                return false;
            }
        }
        return true;
    }

    private static BufferedImage grey(BufferedImage image, IndexColorModel palette) {
        BufferedImage plain = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
        WritableRaster raster = plain.getRaster();
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                raster.setSample(x, y, 0, palette.getRed(image.getRaster().getSample(x, y, 0)));
            }
        }
        return plain;
    }

    private static BufferedImage colour(BufferedImage image, boolean alpha) {
        int type = alpha ? BufferedImage.TYPE_4BYTE_ABGR : BufferedImage.TYPE_3BYTE_BGR;
        BufferedImage plain = new BufferedImage(image.getWidth(), image.getHeight(), type);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                plain.setRGB(x, y, image.getRGB(x, y));
            }
        }
        return plain;
    }
}
