package io.github.dysample.io;

import static io.github.dysample.io.TestFiles.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.io.internal.bytes.MemoryBytes;
import io.github.dysample.io.internal.npy.NpyReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyTest {
    private static final int HEADER_AT = 10; // in version 1

    @TempDir
    Path folder;

    static byte[] file(int major, String header, byte... data) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) major, 0});
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        byte[] length = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(text.length).array();
        out.write(length, 0, major == 1 ? 2 : 4);
        out.writeBytes(text);
        out.writeBytes(data);
        return out.toByteArray();
    }

    private static String header(String descr, boolean fortran, String shape) {
        return "{'descr': '" + descr + "', 'fortran_order': " + (fortran ? "True" : "False") + ", 'shape': " + shape
                + ", }\n";
    }

    private static NdArray read(byte[] file) throws IOException {
        return NpyReader.readArray(new MemoryBytes("test", file));
    }

    @Test
    void everyTypeSurvives() throws IOException {
        for (NdArray array : new NdArray[] {
            NdArray.of(new float[] {1, -0f, Float.NaN, 4, 5, 6}, 2, 3),
            NdArray.of(DType.F64, new double[] {Math.PI}, 1),
            NdArray.of(DType.F16, new short[] {0x3C00, 2}, 1, 2, 1, 1),
            NdArray.of(DType.I8, new byte[] {1, -2}, 2),
            NdArray.of(DType.U8, new byte[] {1, -2}, 2),
            NdArray.of(DType.BOOL, new byte[] {1, 0}, 2),
            NdArray.of(DType.I16, new short[] {1, -2}, 2),
            NdArray.of(DType.U16, new short[] {1, -2}, 2),
            NdArray.of(DType.I32, new int[] {1, -2}, 2),
            NdArray.of(DType.U32, new int[] {1, -2}, 2),
            NdArray.of(DType.I64, new long[] {1, -2}, 2),
            NdArray.of(DType.U64, new long[] {1, -2}, 2),
            NdArray.of(DType.I64, new long[] {7}),
            NdArray.of(new float[0], 0, 3),
        }) {
            Path path = folder.resolve("array.npy");
            Npy.write(path, array);
            assertEquals(array, Npy.read(path));
            assertArrayEquals(Files.readAllBytes(path), Npy.toBytes(array));
            int bytes = array.size() * array.dtype().bytes();
            assertEquals(0, (Files.size(path) - bytes) % 64, "the data are aligned to 64 bytes");
        }
    }

    @Test
    void typesHaveNumPysNames() throws IOException {
        Map<String, DType> types = Map.ofEntries(
                Map.entry("<f2", DType.F16), Map.entry("<V2", DType.BF16), Map.entry("<f4", DType.F32),
                Map.entry("<f8", DType.F64), Map.entry("|i1", DType.I8), Map.entry("<i2", DType.I16),
                Map.entry("<i4", DType.I32), Map.entry("<i8", DType.I64), Map.entry("|u1", DType.U8),
                Map.entry("<u2", DType.U16), Map.entry("<u4", DType.U32), Map.entry("<u8", DType.U64),
                Map.entry("|b1", DType.BOOL));
        for (Map.Entry<String, DType> type : types.entrySet()) {
            DType dtype = type.getValue();
            byte[] file = file(1, header(type.getKey(), false, "()"), new byte[dtype.bytes()]);
            assertEquals(dtype, read(file).dtype());
            String written = new String(Npy.toBytes(read(file)), StandardCharsets.ISO_8859_1);
            String descr = dtype == DType.BF16 ? "<f4" : type.getKey();
            assertTrue(written.contains("{'descr': '" + descr + "'"), written);
        }
        assertEquals(DType.values().length, types.size());
    }

    @Test
    void bfloat16IsWrittenAsFloat() throws IOException {
        NdArray array = NdArray.of(DType.BF16, new short[] {0x3F80, 1}, 2);
        Path path = folder.resolve("brain.npy");
        Npy.write(path, array);
        assertEquals(array.to(DType.F32), Npy.read(path));
        assertEquals(array.to(DType.F32), Npy.read("memory", Npy.toBytes(array)));
    }

    @Test
    void byteAndElementOrdersAreResolved() throws IOException {
        byte[] bigEndian = ByteBuffer.allocate(12).putShort((short) 1).putShort((short) 2).putShort((short) 3)
                .putShort((short) 4).putShort((short) 5).putShort((short) 6).array();
        NdArray c = read(file(1, header(">i2", false, "(2, 3)"), bigEndian));
        assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, c.toFloats());
        NdArray fortran = read(file(1, header(">i2", true, "(2, 3)"), bigEndian));
        assertArrayEquals(new float[] {1, 3, 5, 2, 4, 6}, fortran.toFloats());
        assertArrayEquals(new long[] {2, 3}, fortran.shape());
    }

    @Test
    void threeVersionsAndFreeSpellingAreRead() throws IOException {
        String spelled = "{\"shape\":(2,) ,'descr':'|u1','fortran_order':True}  ";
        for (int version = 1; version <= 3; version++) {
            assertEquals(NdArray.of(DType.U8, new byte[] {5, 6}, 2), read(file(version, spelled, (byte) 5, (byte) 6)));
        }
    }

    @Test
    void theBeginningIsChecked() {
        byte[] good = file(1, header("<f4", false, "()"), new byte[4]);
        assertRefused(0, "not an npy file", () -> read(new byte[20]));
        assertRefused(0, "ends after 3 of 8 bytes", () -> read(Arrays.copyOf(good, 3)));
        assertRefused(8, "ends after 1 of 2 bytes", () -> read(Arrays.copyOf(good, 9)));
        assertRefused(10, "ends after 5 of", () -> read(Arrays.copyOf(good, 15)));
        assertRefused(6, "version 4.0", () -> read(file(4, "{}")));
        byte[] minor = good.clone();
        minor[7] = 9;
        assertRefused(6, "version 1.9", () -> read(minor));
        byte[] claims = file(2, "{}");
        claims[11] = 0x7F;
        assertRefused(8, "said to have 2130706434 bytes", () -> read(claims));
        byte[] malformed = file(3, "{ }");
        malformed[13] = (byte) 0xFF;
        assertRefused(12, "not UTF-8", () -> read(malformed));
    }

    @Test
    void theHeaderIsALiteralOfThreeKeys() {
        assertRefused(HEADER_AT, "needs '{'", () -> read(file(1, "[]")));
        assertRefused(HEADER_AT + 2, "lacks descr", () -> read(file(1, "{}")));
        assertRefused(HEADER_AT + 3, "text after", () -> read(file(1, "{} x")));
        assertRefused(HEADER_AT + 1, "unknown key \"a\"", () -> read(file(1, "{'a': 1}")));
        assertRefused(HEADER_AT + 1, "needs a key in quotes", () -> read(file(1, "{descr: 1}")));
        assertRefused(HEADER_AT + 1, "has no end", () -> read(file(1, "{'descr: 1}")));
        assertRefused(HEADER_AT + 10, "backslash", () -> read(file(1, "{'descr': '\\x41'}")));
        assertRefused(HEADER_AT + 17, "descr twice", () -> read(file(1, "{'descr': '<f4', 'descr': '<f4' }")));
        assertRefused(HEADER_AT + 18, "must be True or False", () -> read(file(1, "{'fortran_order': 1}")));
        assertRefused(HEADER_AT + 10, "structured", () -> read(file(1, "{'descr': [('a', '<f4')]}")));
    }

    @Test
    void shapesAreChecked() {
        assertRefused(HEADER_AT + 11, "integers from 0", () -> read(file(1, "{'shape': (-1,)}")));
        assertRefused(HEADER_AT + 11, "integers from 0", () -> read(file(1, "{'shape': (9999999999999999999,)}")));
        assertRefused(HEADER_AT + 13, "a tuple", () -> read(file(1, "{'shape': (3)}")));
        assertRefused(HEADER_AT + 13, "lacks a comma", () -> read(file(1, "{'shape': (3 4)}")));
        assertRefused(HEADER_AT + 9 + 1 + 128, "more than 64 dimensions", () -> read(file(
                1, "{'shape':(" + "1,".repeat(65) + ")}")));
        assertRefused(8, "more than 2^63 elements", () -> read(file(
                1, header("<f4", false, "(1000000000000, 1000000000000)"))));
        assertRefused(8, "3000000000 elements, a Java array holds", () -> read(file(
                1, header("<f4", false, "(3000000000,)"))));
    }

    @Test
    void typesThatAreNotNumbersAreRefused() {
        for (String descr : new String[] {"<c8", "<U4", "|S3", "<M8", "<f16", "", "f4x"}) {
            String header = header(descr, false, "()");
            assertRefused(HEADER_AT + header.length(), "is not supported", () -> read(file(1, header)));
        }
        String object = header("|O", false, "()");
        assertRefused(HEADER_AT + object.length(), "object arrays", () -> read(file(1, object)));
        String open = header("|f4", false, "()");
        assertRefused(HEADER_AT + open.length(), "leaves the byte order open", () -> read(file(1, open)));
        String none = header("=f4", false, "()");
        assertRefused(HEADER_AT + none.length(), "must begin with", () -> read(file(1, none)));
    }

    @Test
    void theDataAreAllThereAndNoMore() {
        String header = header("<f4", false, "(2,)");
        long dataAt = HEADER_AT + header.length();
        assertRefused(dataAt, "needs 8 bytes, 7 are there", () -> read(file(1, header, new byte[7])));
        assertRefused(dataAt, "needs 8 bytes, 9 are there", () -> read(file(1, header, new byte[9])));
    }
}
