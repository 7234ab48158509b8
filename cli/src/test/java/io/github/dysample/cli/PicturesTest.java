package io.github.dysample.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.Tensor;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PicturesTest {
    @TempDir
    private Path folder;

    /** Every value a multiple of 1/255, so that 8 bits hold it. */
    private static Tensor random(int channels) {
        Tensor tensor = Tensor.zeros(1, channels, 5, 7);
        Random random = new Random(channels);
        for (int i = 0; i < tensor.data().length; i++) {
            tensor.data()[i] = random.nextInt(256) / 255f;
        }
        return tensor;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4})
    void pngKeepsEverySample(int channels) throws IOException {
        Tensor tensor = random(channels);
        PictureFiles.write(tensor, folder.resolve("x.png"));
        assertEquals(tensor, PictureFiles.read(folder.resolve("x.png")));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void jpegKeepsASmoothPicture(int channels) throws IOException {
        Tensor tensor = Tensor.zeros(1, channels, 16, 16);
        for (int i = 0; i < tensor.data().length; i++) {
            tensor.data()[i] = (i % 16) / 32f + 0.25f;
        }
        PictureFiles.write(tensor, folder.resolve("x.JPG"));
        Tensor read = PictureFiles.read(folder.resolve("x.JPG"));
        assertArrayEquals(tensor.shape(), read.shape());
        assertArrayEquals(tensor.data(), read.data(), 0.03f);
    }

    @Test
    void valuesAreClampedAndRounded() throws IOException {
        float[] values = {-3f, 0.5f, 1.5f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 0.2f, 0.4999f};
        PictureFiles.write(Tensor.of(values, 1, 1, 2, 4), folder.resolve("x.png"));
        float[] read = PictureFiles.read(folder.resolve("x.png")).data();
        assertArrayEquals(new float[] {0, 128 / 255f, 1, 0, 1, 0, 51 / 255f, 127 / 255f}, read);
    }

    @Test
    void sixteenBitGreyKeepsItsBits() throws IOException {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
        image.getRaster().setSample(0, 0, 0, 12345);
        image.getRaster().setSample(1, 0, 0, 65535);
        ImageIO.write(image, "png", folder.resolve("x.png").toFile());
        Tensor read = PictureFiles.read(folder.resolve("x.png"));
        assertArrayEquals(new float[] {12345 / 65535f, 1}, read.data());
    }

    @Test
    void palettesBecomeColoursOrGreys() throws IOException {
        byte[] ramp = {0, 85, (byte) 170, (byte) 255};
        byte[] flat = {10, 10, 10, 10};
        assertArrayEquals(new float[] {170 / 255f}, onePixel(new IndexColorModel(2, 4, ramp, ramp, ramp), 2));
        assertArrayEquals(
                new float[] {170 / 255f, 10 / 255f, 170 / 255f},
                onePixel(new IndexColorModel(2, 4, ramp, flat, ramp), 2));
        assertArrayEquals(
                new float[] {85 / 255f, 10 / 255f, 85 / 255f, 170 / 255f},
                onePixel(new IndexColorModel(2, 4, ramp, flat, ramp, new byte[] {0, (byte) 170, 0, 0}), 1));
    }

    private float[] onePixel(IndexColorModel palette, int index) throws IOException {
        BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_BINARY, palette);
        image.getRaster().setSample(0, 0, 0, index);
        ImageIO.write(image, "png", folder.resolve("palette.png").toFile());
        return PictureFiles.read(folder.resolve("palette.png")).data();
    }

    @Test
    void greyWithAlphaBecomesFourChannels() throws IOException {
        var space = ColorSpace.getInstance(ColorSpace.CS_GRAY);
        var model = new ComponentColorModel(
                space, true, false, Transparency.TRANSLUCENT, DataBuffer.TYPE_BYTE);
        BufferedImage image = new BufferedImage(model, model.createCompatibleWritableRaster(1, 1), false, null);
        image.getRaster().setPixel(0, 0, new int[] {51, 102});
        float[] expected = {0.2f, 0.2f, 0.2f, 0.4f};
        assertArrayEquals(expected, PictureSamples.of(image).data());
    }

    @Test
    void whatIsNoPictureIsRefusedWithTheNumbers() {
        assertRefused(Tensor.zeros(1, 16, 2, 2), "x.png", "(1, 16, 2, 2)");
        assertRefused(Tensor.zeros(2, 3, 2, 2), "x.png", "(2, 3, 2, 2)");
        assertRefused(Tensor.zeros(1, 4, 2, 2), "x.jpg", "alpha");
        assertRefused(Tensor.zeros(1, 3, 0, 2), "x.png", "(1, 3, 0, 2)");
        assertRefused(Tensor.zeros(1, 3, 2, 2), "x.bmp", "pictures are written as .png, .jpg or .tif");
        assertRefused(Tensor.zeros(1, 3, 2, 2), "x.gif", "pictures are written as .png, .jpg or .tif");
    }

    private void assertRefused(Tensor tensor, String name, String part) {
        Path file = folder.resolve(name);
        var refused = assertThrows(RuntimeException.class, () -> PictureFiles.write(tensor, file));
        assertTrue(refused.getMessage().contains(part), refused.getMessage());
        assertTrue(Files.notExists(file));
    }

    @Test
    void damagedPicturesAreOneError() throws IOException {
        Path file = folder.resolve("x.png");
        Files.writeString(file, "no picture at all");
        assertThrows(IOException.class, () -> PictureFiles.read(file));
        PictureFiles.write(random(3), file);
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length - 24; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            var damaged = assertThrows(IOException.class, () -> PictureFiles.read(file), "cut to " + length);
            assertTrue(damaged.getMessage().startsWith(file.toString()), damaged.getMessage());
        }
    }

    @Test
    void otherFormatsAreRefusedWhateverTheNameSays() throws IOException {
        Path file = folder.resolve("x.png");
        BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_BINARY);
        assertTrue(ImageIO.write(image, "wbmp", file.toFile()));
        var refused = assertThrows(IOException.class, () -> PictureFiles.read(file));
        assertTrue(refused.getMessage().endsWith("PNG, JPEG, TIFF, BMP and GIF can"), refused.getMessage());
    }

    @Test
    void aJpegUnderTheNameOfAPngIsRead() throws IOException {
        Path jpeg = folder.resolve("x.jpg");
        PictureFiles.write(random(3), jpeg);
        Path png = Files.move(jpeg, folder.resolve("x.png"));
        assertTrue(PictureFiles.read(png).hasShape(1, 3, 5, 7));
    }

    @Test
    void aJpegOfFourInksIsRefused() throws IOException {
        WritableRaster inks = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 16, 16, 4, null);
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        Path file = folder.resolve("x.jpg");
        try (var out = ImageIO.createImageOutputStream(file.toFile())) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(inks, null, null), null);
        } finally {
            writer.dispose();
        }
        var refused = assertThrows(IOException.class, () -> PictureFiles.read(file));
        assertTrue(refused.getMessage().endsWith("CMYK; convert it to RGB first"), refused.getMessage());
    }
}
