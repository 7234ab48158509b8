package io.github.dysample.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.Tensor;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the formats have in common, and what only some of them hold. */
class PictureFormatsTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"png", "tif", "tiff", "bmp", "gif"})
    void losslessFormatsAreRead(String ending) throws IOException {
        BufferedImage image = new BufferedImage(7, 5, BufferedImage.TYPE_3BYTE_BGR);
        int[] colours = {0x102030, 0xff8800, 0x00fe01};
        for (int i = 0; i < 35; i++) {
            image.setRGB(i % 7, i / 7, colours[i * i % 3]);
        }
        Path file = folder.resolve("x." + ending);
        assertTrue(ImageIO.write(image, ending.equals("tif") ? "tiff" : ending, file.toFile()));
        Picture read = Pictures.read(file);
        assertEquals(8, read.bits());
        assertTrue(read.tensor().hasShape(1, 3, 5, 7), read.tensor().shapeString());
        for (int c = 0; c < 3; c++) {
            for (int i = 0; i < 35; i++) {
                int sample = colours[i * i % 3] >> (16 - 8 * c) & 255;
                assertEquals(sample / 255f, read.tensor().get(0, c, i / 7, i % 7));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, png", "3, png", "4, png", "1, tif", "3, tif", "4, tif"})
    void sixteenBitsStaySixteenBits(int channels, String ending) throws IOException {
        Tensor tensor = Tensor.zeros(1, channels, 5, 7);
        Random random = new Random(channels);
        for (int i = 0; i < tensor.data().length; i++) {
            tensor.data()[i] = random.nextInt(65536) / 65535f;
        }
        Path in = folder.resolve("x." + ending);
        Pictures.write(new Picture(tensor, 16), in);
        assertEquals(tensor, Pictures.read(in).tensor());
        Path converted = folder.resolve("y.png");
        Command.run("convert", in, converted).succeeds();
        assertEquals(16, Pictures.read(converted).bits());
        assertEquals(tensor, Pictures.read(converted).tensor());
        Path upsampled = folder.resolve("z.tif");
        Command.run("upsample", in, upsampled).succeeds();
        assertEquals(16, Pictures.read(upsampled).bits());
        Command.run("convert", in, folder.resolve("x.npy")).succeeds();
        Command.run("convert", folder.resolve("x.npy"), folder.resolve("eight.png")).succeeds();
        assertEquals(8, Pictures.read(folder.resolve("eight.png")).bits());
    }

    @Test
    void aJpegHasEightBits() throws IOException {
        Path in = folder.resolve("x.png");
        Pictures.write(new Picture(Tensor.zeros(1, 3, 8, 8), 16), in);
        Command.run("convert", in, folder.resolve("y.jpg")).succeeds();
        assertEquals(8, Pictures.read(folder.resolve("y.jpg")).bits());
    }

    @Test
    void theFirstFrameOfAGifIsRead() throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
        Path file = folder.resolve("x.gif");
        try (var out = ImageIO.createImageOutputStream(file.toFile())) {
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            for (int grey : new int[] {51, 204}) {
                BufferedImage frame = new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY);
                frame.getRaster().setSamples(0, 0, 4, 4, 0, new int[] {grey, grey, grey, grey, grey, grey, grey, grey,
                        grey, grey, grey, grey, grey, grey, grey, grey});
                writer.writeToSequence(new IIOImage(frame, null, null), null);
            }
            writer.endWriteSequence();
        } finally {
            writer.dispose();
        }
        Tensor read = Pictures.read(file).tensor();
        assertEquals(0.2f, read.get(0, 0, 0, 0));
    }

    @Test
    void inAFolderWhatIsOnlyReadBecomesAPng() throws IOException {
        BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_3BYTE_BGR);
        for (String ending : new String[] {"gif", "bmp"}) {
            assertTrue(ImageIO.write(image, ending, folder.resolve("of-" + ending + "." + ending).toFile()));
        }
        Path results = Files.createDirectory(folder.resolve("results"));
        Command.run("upsample", folder.resolve("of-gif.gif"), folder.resolve("of-bmp.bmp"), results).succeeds();
        for (String name : new String[] {"of-gif.png", "of-bmp.png"}) {
            assertEquals(8, Pictures.read(results.resolve(name)).tensor().w());
        }
    }

    @Test
    void aTransparentColourOfAGifBecomesAlpha() throws IOException {
        byte[] ramp = {0, 51, (byte) 204, (byte) 255};
        IndexColorModel palette = new IndexColorModel(2, 4, ramp, ramp, ramp, 3);
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_INDEXED, palette);
        image.getRaster().setPixels(0, 0, 2, 1, new int[] {2, 3});
        Path file = folder.resolve("x.gif");
        assertTrue(ImageIO.write(image, "gif", file.toFile()));
        Tensor read = Pictures.read(file).tensor();
        assertTrue(read.hasShape(1, 4, 1, 2), read.shapeString());
        assertEquals(0.8f, read.get(0, 0, 0, 0));
        assertEquals(1, read.get(0, 3, 0, 0));
        assertEquals(0, read.get(0, 3, 0, 1));
    }

    @Test
    void floatsOfATiffAreValuesAsTheyAre() throws IOException {
        ColorModel model = new ComponentColorModel(ColorSpace.getInstance(ColorSpace.CS_GRAY), false, false,
                Transparency.OPAQUE, DataBuffer.TYPE_FLOAT);
        WritableRaster raster = model.createCompatibleWritableRaster(4, 1);
        float[] values = {0.1234567f, -2, Float.NaN, 1e-9f};
        raster.setSamples(0, 0, 4, 1, 0, values);
        Path file = folder.resolve("x.tif");
        assertTrue(ImageIO.write(new BufferedImage(model, raster, false, null), "tiff", file.toFile()));
        Picture read = Pictures.read(file);
        assertArrayEquals(values, read.tensor().data());
        assertEquals(16, read.bits());
    }

    @Test
    void coloursThatAreWeightedByAlphaInTheFileAreDividedByIt() throws IOException {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_4BYTE_ABGR_PRE);
        image.getRaster().setPixel(0, 0, new int[] {51, 0, 102, 102});
        image.getRaster().setPixel(1, 0, new int[] {0, 0, 0, 0});
        Tensor read = PictureSamples.of(image);
        assertArrayEquals(new float[] {0.5f, 0, 0, 0, 1, 0, 0.4f, 0}, read.data(), 1e-6f);
    }

    @Test
    void samplesOf32BitsAreRefusedWithAdvice() {
        ColorModel model = new ComponentColorModel(ColorSpace.getInstance(ColorSpace.CS_GRAY), false, false,
                Transparency.OPAQUE, DataBuffer.TYPE_INT);
        BufferedImage image = new BufferedImage(model, model.createCompatibleWritableRaster(1, 1), false, null);
        var refused = assertThrows(IOException.class, () -> PictureSamples.of(image));
        assertTrue(refused.getMessage().contains("32 bits; save it with 8 or 16 bits"), refused.getMessage());
    }
}
