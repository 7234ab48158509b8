package io.github.dysample.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrientationTest {
    private static final int AFTER_START_OF_JPEG = 2;
    private static final int AFTER_HEADER_OF_PNG = 33;

    @TempDir
    private Path folder;

    /** A TIFF structure of one entry, the orientation. */
    private static byte[] exif(int orientation) {
        return HexFormat.of().parseHex(
                "4d4d002a00000008" + "0001" + "01120003000000010" + "00" + orientation + "0000" + "00000000");
    }

    private static byte[] inserted(byte[] file, int at, byte[] part) throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.write(file, 0, at);
        whole.write(part);
        whole.write(file, at, file.length - at);
        return whole.toByteArray();
    }

    private static byte[] inJpeg(byte[] file, byte[] exif) throws IOException {
        byte[] start = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
        int length = 2 + start.length + exif.length;
        ByteBuffer segment = ByteBuffer.allocate(2 + length);
        segment.putShort((short) 0xffe1).putShort((short) length).put(start).put(exif);
        return inserted(file, AFTER_START_OF_JPEG, segment.array());
    }

    private static byte[] inPng(byte[] file, byte[] exif) throws IOException {
        byte[] name = "eXIf".getBytes(StandardCharsets.US_ASCII);
        CRC32 check = new CRC32();
        check.update(name);
        check.update(exif);
        ByteBuffer chunk = ByteBuffer.allocate(12 + exif.length);
        chunk.putInt(exif.length).put(name).put(exif).putInt((int) check.getValue());
        return inserted(file, AFTER_HEADER_OF_PNG, chunk.array());
    }

    /** What is seen of two rows, a b c and d e f; by the words of the EXIF standard. */
    @ParameterizedTest
    @CsvSource({
        "1, abc/def", "2, cba/fed", "3, fed/cba", "4, def/abc", "5, ad/be/cf", "6, da/eb/fc", "7, fc/eb/da",
        "8, cf/be/ad", "0, abc/def", "9, abc/def"
    })
    void aPngIsTurnedUpright(int orientation, String seen) throws IOException {
        Tensor stored = Tensor.of(new float[] {0, 0.2f, 0.4f, 0.6f, 0.8f, 1}, 1, 1, 2, 3);
        Path file = folder.resolve("x.png");
        PictureFiles.write(stored, file);
        Files.write(file, inPng(Files.readAllBytes(file), exif(orientation)));
        Tensor read = PictureFiles.read(file);
        String[] rows = seen.split("/");
        assertTrue(read.hasShape(1, 1, rows.length, rows[0].length()), read.shapeString());
        StringBuilder letters = new StringBuilder();
        for (float value : read.data()) {
            letters.append((char) ('a' + Math.round(value * 5)));
        }
        assertEquals(String.join("", rows), letters.toString());
    }

    @Test
    void everyChannelIsTurned() {
        Tensor stored = Tensor.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 1, 2, 2, 2);
        assertArrayEquals(new float[] {3, 1, 4, 2, 7, 5, 8, 6}, Orientation.ofExif(6).apply(stored).data());
    }

    @Test
    void aPhotographIsUpsampledUpright() throws IOException {
        Tensor stored = Tensor.zeros(1, 3, 16, 32);
        Arrays.fill(stored.data(), 0, 3 * 16 * 32, 0.5f);
        Path file = folder.resolve("x.jpg");
        PictureFiles.write(stored, file);
        Files.write(file, inJpeg(Files.readAllBytes(file), exif(6)));
        Path out = folder.resolve("y.png");
        Command.run("upsample", file, out).succeeds().prints("(1, 3, 32, 16) to (1, 3, 64, 32)");
        assertTrue(PictureFiles.read(out).hasShape(1, 3, 64, 32));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 8, 9, 13, 17, 25})
    void damagedExifIsAsNone(int length) throws IOException {
        Path file = folder.resolve("x.jpg");
        PictureFiles.write(Tensor.zeros(1, 1, 8, 16), file);
        byte[] cut = Arrays.copyOf(exif(6), length);
        Files.write(file, inJpeg(Files.readAllBytes(file), cut));
        Tensor read = PictureFiles.read(file);
        assertTrue(read.hasShape(1, 1, 8, 16), read.shapeString());
    }

    @Test
    void aTiffIsTurnedUpright() throws IOException {
        Path file = folder.resolve("x.tif");
        // Big-endian, 3 × 1 pixels of 8 bits, rotated by 90 degrees; the strip of 3 bytes stands at 8.
        String entries = "010000030000000100030000" + "010100030000000100010000" + "010200030000000100080000"
                + "010300030000000100010000" + "010600030000000100010000" + "011100040000000100000008"
                + "011200030000000100060000" + "011600030000000100010000" + "011700040000000100000003";
        Files.write(file, HexFormat.of().parseHex("4d4d002a0000000c" + "0033ff00" + "0009" + entries + "00000000"));
        Tensor read = PictureFiles.read(file);
        assertTrue(read.hasShape(1, 1, 3, 1), read.shapeString());
        assertArrayEquals(new float[] {0, 0.2f, 1}, read.data());
    }
}
