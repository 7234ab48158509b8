package io.github.dysample.io;

import static io.github.dysample.io.TestFiles.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.io.internal.bytes.MemoryBytes;
import io.github.dysample.io.internal.safetensors.SafetensorsReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {
    @TempDir
    Path folder;

    private static byte[] file(String header, int dataBytes) {
        return file(header.getBytes(StandardCharsets.UTF_8), dataBytes);
    }

    private static byte[] file(byte[] header, int dataBytes) {
        return ByteBuffer.allocate(8 + header.length + dataBytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .put(header)
                .array();
    }

    private static String tensor(String name, String dtype, String shape, int begin, int end) {
        return "\"" + name + "\":{\"dtype\":\"" + dtype + "\",\"shape\":" + shape + ",\"data_offsets\":[" + begin + ","
                + end + "]}";
    }

    private static StateDict read(byte[] file) throws IOException {
        return SafetensorsReader.read(new MemoryBytes("test", file));
    }

    @Test
    void everyTypeAndTheMetadataSurvive() throws IOException {
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        arrays.put("bytes", NdArray.of(DType.I8, new byte[] {1, -2, 3}, 3));
        arrays.put("truth", NdArray.of(DType.BOOL, new byte[] {1}, 1));
        arrays.put("half", NdArray.of(DType.F16, new short[] {1, 2, 3}, 3, 1));
        arrays.put("brain", NdArray.of(DType.BF16, new short[] {1, 2}, 2));
        arrays.put("weights ü \"quoted\"", NdArray.of(new float[] {1, -0f, Float.NaN, 4}, 2, 2, 1, 1));
        arrays.put("doubles", NdArray.of(DType.F64, new double[] {Math.PI}, 1));
        arrays.put("count", NdArray.of(DType.I64, new long[] {Long.MIN_VALUE}));
        arrays.put("none", NdArray.of(DType.U32, new int[0], 0, 5));
        StateDict dict = new StateDict(arrays, Map.of("format", "pt"));
        Path path = folder.resolve("all.safetensors");
        Safetensors.write(path, dict);
        StateDict back = Safetensors.read(path);
        assertEquals(dict, back);
        assertEquals("doubles", back.arrays().keySet().iterator().next(), "wide elements come first");
        long header = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN).getLong();
        assertEquals(0, header % 8);
        assertArrayEquals(Files.readAllBytes(path), Safetensors.toBytes(dict));
        assertEquals(List.of("all.safetensors"), List.of(folder.toFile().list()), "no temporary file stays");
    }

    @Test
    void anEmptyDictSurvives() throws IOException {
        Path path = folder.resolve("empty.safetensors");
        Safetensors.write(path, new StateDict(Map.of()));
        assertEquals(new StateDict(Map.of()), Safetensors.read(path));
    }

    @Test
    void bytesAreReadAndWrittenInMemory() throws IOException {
        StateDict dict = new StateDict(Map.of("a", NdArray.of(new float[] {1, 2}, 2)), Map.of("format", "pt"));
        assertEquals(dict, Safetensors.read("memory", Safetensors.toBytes(dict)));
        FileFormatException refused = assertRefused(5, "ends before", () -> Safetensors.read("memory", new byte[5]));
        assertEquals("memory", refused.file());
    }

    @Test
    void moreBytesThanAnArrayHoldsAreRefused() {
        NdArray array = NdArray.of(DType.U8, new byte[1 << 23], 1 << 23);
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        for (int i = 0; i < 256; i++) {
            arrays.put("a" + i, array);
        }
        StateDict dict = new StateDict(arrays);
        String message = assertThrows(IllegalArgumentException.class, () -> Safetensors.toBytes(dict)).getMessage();
        assertTrue(message.matches("the file would have 21475\\d{5} bytes, a Java array holds 2147483645"), message);
    }

    @Test
    void arraysLongerThanAPieceSurvive() throws IOException {
        float[] values = new float[100_003];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        Path path = folder.resolve("long.safetensors");
        Safetensors.write(path, new StateDict(Map.of("a", NdArray.of(values, values.length))));
        assertEquals(NdArray.of(values, values.length), Safetensors.read(path).get("a"));
    }

    @Test
    void spacesMayPadTheHeader() throws IOException {
        StateDict dict = read(file("{" + tensor("a", "F32", "[2]", 0, 8) + "}    ", 8));
        assertEquals(NdArray.of(new float[2], 2), dict.get("a"));
    }

    @Test
    void headerLengthIsChecked() {
        assertRefused(5, "ends before its header length", () -> read(new byte[5]));
        byte[] file = file("{}", 0);
        file[7] = (byte) 0x80;
        assertRefused(0, "9223372036854775810 bytes", () -> read(file));
        assertRefused(0, "100000001 bytes, more than 100000000", () -> read(lengthOnly(100_000_001)));
        assertRefused(0, "said to have 3 bytes, the file has 2", () -> read(lengthOnly(3)));
    }

    private static byte[] lengthOnly(long length) {
        return ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array();
    }

    @Test
    void headerTextIsChecked() {
        assertRefused(8, "does not begin with {", () -> read(file(" {}", 0)));
        assertRefused(8, "does not begin with {", () -> read(file("", 0)));
        assertRefused(10, "does not end with }", () -> read(file("{}\n", 0)));
        assertRefused(10, "does not end with }", () -> read(file("{}\0", 0)));
        assertRefused(8, "not UTF-8", () -> read(file(new byte[] {'{', '"', (byte) 0xC0, (byte) 0x80, '"', '}'}, 0)));
        assertRefused(10, "after the header's object", () -> read(file("{}{}", 0)));
        assertRefused(9, "not the JSON", () -> read(file("{a}", 0)));
        assertRefused(9, "not the JSON", () -> read(file("{/**/}", 0)));
        assertRefused(8 + 5, "tensor \"a\" as an object", () -> read(file("{\"a\":[[[[[[[]]]]]]]}", 0)));
    }

    @Test
    void positionsCountBytesNotCharacters() {
        String name = "üß€😀";
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        assertRefused(8 + 1 + 2 + bytes + 1, "as an object", () -> read(file("{\"" + name + "\":1}", 0)));
    }

    @Test
    void entriesHaveExactlyTheirKeys() {
        String whole = tensor("a", "F32", "[2]", 0, 8);
        assertRefused(13, "lacks dtype", () -> read(file("{\"a\":{\"shape\":[2],\"data_offsets\":[0,8]}}", 8)));
        assertRefused(13, "lacks shape", () -> read(file("{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,8]}}", 8)));
        assertRefused(13, "lacks data_offsets", () -> read(file("{\"a\":{\"dtype\":\"F32\",\"shape\":[2]}}", 8)));
        assertRefused(14, "unknown key \"x\"", () -> read(file("{\"a\":{\"x\":1,\"shape\":[2]}}", 8)));
        assertThrows(FileFormatException.class, () -> read(file("{" + whole + "," + whole + "}", 16)), "same name");
        String twice = "{" + whole.replace("\"shape\":[2],", "\"shape\":[2],\"shape\":[2],") + "}";
        FileFormatException refused = assertThrows(FileFormatException.class, () -> read(file(twice, 8)));
        assertTrue(refused.reason().contains("uplicate"), refused.reason());
    }

    @Test
    void valuesOfEntriesAreChecked() {
        assertRefused(22, "dtype \"F99\"", () -> read(file("{" + tensor("a", "F99", "[2]", 0, 8) + "}", 8)));
        assertRefused(37, "integers only", () -> read(file("{" + tensor("a", "F32", "[2.5]", 0, 8) + "}", 8)));
        assertRefused(37, "negative number -2", () -> read(file("{" + tensor("a", "F32", "[-2]", 0, 8) + "}", 8)));
        assertThrows(
                FileFormatException.class,
                () -> read(file("{" + tensor("a", "F32", "[9223372036854775808]", 0, 8) + "}", 8)));
        assertRefused(13, "has 3 data_offsets", () -> read(file(
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8,9]}}", 8)));
        String manyOnes = "[" + "1,".repeat(64) + "1]";
        assertRefused(164, "more than 64 numbers", () -> read(file("{" + tensor("a", "U8", manyOnes, 0, 1) + "}", 1)));
        assertRefused(13, "more than 2^63 elements", () -> read(file(
                "{" + tensor("a", "F32", "[4611686018427387904,4]", 0, 8) + "}", 8)));
        assertRefused(13, "a Java array holds 2147483645", () -> read(file(
                "{" + tensor("a", "F32", "[65536,32768]", 0, 8) + "}", 8)));
        assertRefused(29, "text under __metadata__ key \"k\"", () -> read(file("{\"__metadata__\":{\"k\":1}}", 0)));
    }

    @Test
    void offsetsAreChecked() {
        assertRefused(13, "begins at 8 and ends before that, at 0", () -> read(file(
                "{" + tensor("a", "F32", "[2]", 8, 0) + "}", 8)));
        assertRefused(13, "needs 8 bytes, its data_offsets give 4", () -> read(file(
                "{" + tensor("a", "F32", "[2]", 0, 4) + "}", 4)));
        String first = tensor("a", "U8", "[4]", 0, 4);
        long second = 8 + 1 + first.length() + 1 + 4; // to the brace after "b":
        assertRefused(second, "they overlap", () -> read(file(
                "{" + first + "," + tensor("b", "U8", "[4]", 3, 7) + "}", 7)));
        assertRefused(second, "there is a hole", () -> read(file(
                "{" + first + "," + tensor("b", "U8", "[4]", 5, 9) + "}", 9)));
        assertRefused(-1, "cover 4 bytes, the file has 5", () -> read(file("{" + first + "}", 5)));
        assertRefused(-1, "cover 4 bytes, the file has 3", () -> read(file("{" + first + "}", 3)));
    }

    @Test
    void aTensorThatIsNotAskedForMayHaveAnyType() throws IOException {
        byte[] file = file("{" + tensor("a", "U8", "[4]", 0, 4) + "," + tensor("b", "C64", "[1]", 4, 12) + "}", 12);
        StateDict dict = SafetensorsReader.read(new MemoryBytes("test", file), "a"::equals);
        assertEquals("[a]", dict.arrays().keySet().toString());
        FileFormatException refused = assertThrows(FileFormatException.class, () -> read(file));
        assertTrue(refused.reason().contains("dtype \"C64\" of tensor \"b\""), refused.reason());
        byte[] hole = file("{" + tensor("a", "U8", "[4]", 0, 4) + "," + tensor("b", "C64", "[1]", 5, 12) + "}", 12);
        refused = assertThrows(
                FileFormatException.class, () -> SafetensorsReader.read(new MemoryBytes("test", hole), "a"::equals));
        assertTrue(refused.reason().contains("there is a hole"), refused.reason());
        byte[] wide = file("{" + tensor("b", "F64", "[9223372036854775807]", 0, 8) + "}", 8);
        refused = assertThrows(
                FileFormatException.class, () -> SafetensorsReader.read(new MemoryBytes("test", wide), "a"::equals));
        assertTrue(refused.reason().contains("more than 2^63 bytes"), refused.reason());
    }

    @Test
    void numbersHaveNoSignAndNamesNoHalfCharacters() throws IOException {
        String minus = "{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[-0,1]}}";
        FileFormatException refused = assertThrows(FileFormatException.class, () -> read(file(minus, 1)));
        assertTrue(refused.reason().contains("negative number -0"), refused.reason());
        refused = assertThrows(
                FileFormatException.class, () -> read(file("{" + tensor("\\ud800", "U8", "[1]", 0, 1) + "}", 1)));
        assertTrue(refused.reason().contains("surrogate"), refused.reason());
        refused = assertThrows(
                FileFormatException.class, () -> read(file("{\"__metadata__\":{\"k\":\"\\udc00\"}}", 0)));
        assertTrue(refused.reason().contains("surrogate"), refused.reason());
        assertEquals(Map.of(), read(file("{\"__metadata__\":null}", 0)).metadata());
    }

    @Test
    void theMetadataNameIsReserved() {
        StateDict dict = new StateDict(Map.of("__metadata__", NdArray.of(new float[1], 1)));
        Path path = folder.resolve("reserved.safetensors");
        assertThrows(IllegalArgumentException.class, () -> Safetensors.write(path, dict));
        assertTrue(Files.notExists(path));
        assertEquals(0, folder.toFile().list().length, "no temporary file stays");
    }

    @Test
    void aFailedWriteLeavesTheOldFile() throws IOException {
        Path path = folder.resolve("kept.safetensors");
        StateDict dict = new StateDict(Map.of("a", NdArray.of(new float[1], 1)));
        Safetensors.write(path, dict);
        StateDict bad = new StateDict(Map.of("__metadata__", NdArray.of(new float[1], 1)));
        assertThrows(IllegalArgumentException.class, () -> Safetensors.write(path, bad));
        assertEquals(dict, Safetensors.read(path));
        Safetensors.write(path, new StateDict(Map.of()));
        assertEquals(0, Safetensors.read(path).arrays().size(), "a later write replaces the file");
        assertEquals(List.of("kept.safetensors"), List.of(folder.toFile().list()));
    }
}
