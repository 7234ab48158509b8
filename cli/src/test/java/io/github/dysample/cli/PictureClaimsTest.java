package io.github.dysample.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Small files that claim large pictures, of every format; and files that are small for what they hold. */
class PictureClaimsTest {
    private static final int LARGE = 15_000;

    private static byte[] file(String format, int type, int width, int height) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        assertTrue(ImageIO.write(new BufferedImage(width, height, type), format, file));
        return file.toByteArray();
    }

    private static void assertRefused(byte[] file, String... parts) {
        var refused = assertThrows(IOException.class, () -> Pictures.read("x", file));
        for (String part : parts) {
            assertTrue(refused.getMessage().contains(part), refused.getMessage());
        }
    }

    private static String tooLarge(byte[] file) {
        return "15000 x 15000 pixels cannot be in a file of " + file.length + " bytes";
    }

    @Test
    void aLargePngInASmallFileIsRefused() throws IOException {
        byte[] file = file("png", BufferedImage.TYPE_3BYTE_BGR, 9, 9);
        ByteBuffer.wrap(file).putInt(16, LARGE).putInt(20, LARGE);
        CRC32 check = new CRC32();
        check.update(file, 12, 17);
        ByteBuffer.wrap(file).putInt(29, (int) check.getValue());
        assertRefused(file, tooLarge(file));
    }

    @Test
    void aLargeBmpInASmallFileIsRefused() throws IOException {
        byte[] file = file("bmp", BufferedImage.TYPE_3BYTE_BGR, 9, 9);
        // The header also has the sizes of the file, at 2, and of the image in bytes, at 34.
        int bytes = 3 * LARGE * LARGE;
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN)
                .putInt(2, bytes + 54).putInt(18, LARGE).putInt(22, LARGE).putInt(34, bytes);
        assertRefused(file, tooLarge(file));
    }

    /** A screen of one size, and a frame of another: only the frame is read. */
    @Test
    void aLargeGifInASmallFileIsRefused() throws IOException {
        byte[] file = file("gif", BufferedImage.TYPE_BYTE_GRAY, 9, 9);
        ByteBuffer patch = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        patch.putShort(6, (short) LARGE).putShort(8, (short) LARGE);
        assertTrue(Pictures.read("x", file).tensor().hasShape(1, 1, 9, 9));
        int frame = 13 + 3 * (2 << (file[10] & 7));
        while (file[frame] != ',' || patch.getShort(frame + 5) != 9 || patch.getShort(frame + 7) != 9) {
            frame++;
        }
        patch.putShort(frame + 5, (short) LARGE).putShort(frame + 7, (short) LARGE);
        assertRefused(file, tooLarge(file));
    }

    @Test
    void aLargeJpegInASmallFileIsRefused() throws IOException {
        byte[] file = file("jpeg", BufferedImage.TYPE_3BYTE_BGR, 9, 9);
        int frame = 0;
        while (file[frame] != (byte) 0xff || file[frame + 1] != (byte) 0xc0) {
            frame++;
        }
        ByteBuffer.wrap(file).putShort(frame + 5, (short) LARGE).putShort(frame + 7, (short) LARGE);
        assertRefused(file, tooLarge(file));
    }

    /** Entries of a big-endian TIFF's directory, 12 bytes each, as hexadecimal digits. */
    private static byte[] tiff(String... entries) {
        return HexFormat.of().parseHex("4d4d002a00000008" + String.format("%04x", entries.length)
                + String.join("", entries) + "00000000" + "00".repeat(64));
    }

    /** No compression, Deflate, LZW, PackBits, CCITT group 4, JPEG. */
    @ParameterizedTest
    @ValueSource(ints = {1, 8, 5, 32773, 4, 7})
    void aLargeTiffInASmallFileIsRefused(int compression) {
        byte[] file = tiff("010000040000000100003a98", "010100040000000100003a98",
                "010200030000000100" + (compression == 4 ? "01" : "08") + "0000",
                "0103000300000001" + String.format("%04x", compression) + "0000", "010600030000000100010000",
                "011100040000000100000080", "011500030000000100010000", "011700040000000100000010");
        assertRefused(file, tooLarge(file));
    }

    @Test
    void aLargeTileOfASmallTiffIsRefused() {
        byte[] file = tiff("010000040000000100000009", "010100040000000100000009", "010200030000000100080000",
                "010300030000000100080000", "010600030000000100010000", "011500030000000100010000",
                "014200040000000100003a90", "014300040000000100003a90", "014400040000000100000080",
                "014500040000000100000010");
        assertRefused(file, "14992 x 14992 pixels of a tile cannot be in a file of " + file.length + " bytes");
    }

    @Test
    void moreThanAnyCameraHasIsRefused() throws IOException {
        byte[] file = file("png", BufferedImage.TYPE_3BYTE_BGR, 9, 9);
        ByteBuffer.wrap(file).putInt(16, 8_323_079).putInt(20, 8_323_077);
        assertRefused(file, "8323079 x 8323077 pixels are too many, at most 268435456");
    }

    /** The emptiest picture that each can hold, as small as writers make it. */
    @ParameterizedTest
    @CsvSource({
        "png, '', 2000", "gif, '', 2000", "bmp, BI_RLE8, 2000", "bmp, BI_RGB, 500", "jpeg, '', 2000",
        "tiff, Deflate, 2000", "tiff, LZW, 2000", "tiff, PackBits, 2000", "tiff, CCITT T.6, 2000", "tiff, '', 500"
    })
    void anHonestEmptyPictureIsRead(String format, String compression, int side) throws IOException {
        int type = compression.startsWith("CCITT") ? BufferedImage.TYPE_BYTE_BINARY : BufferedImage.TYPE_BYTE_GRAY;
        BufferedImage image = new BufferedImage(side, side, compression.equals("BI_RLE8")
                ? BufferedImage.TYPE_BYTE_INDEXED
                : type);
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (var out = ImageIO.createImageOutputStream(file)) {
            writer.setOutput(out);
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            if (!compression.isEmpty()) {
                parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                parameters.setCompressionType(compression);
            } else if (format.equals("jpeg")) {
                parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            }
            writer.write(null, new IIOImage(image, null, null), parameters);
        } finally {
            writer.dispose();
        }
        assertEquals(side, Pictures.read("x", file.toByteArray()).tensor().h());
    }
}
