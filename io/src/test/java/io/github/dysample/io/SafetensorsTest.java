package io.github.dysample.io;

import static io.github.dysample.io.TestFiles.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.io.internal.bytes.MemoryBytes;
import io.github.dysample.io.internal.format.CheckpointFile;
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

    static byte[] file(String header, int dataBytes) {
        return file(header.getBytes(StandardCharsets.UTF_8), dataBytes);
    }

    static byte[] file(byte[] header, int dataBytes) {
        return ByteBuffer.allocate(8 + header.length + dataBytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .put(header)
                .array();
    }

    static String tensor(String name, String dtype, String shape, int begin, int end) {
        return "\"" + name + "\":{\"dtype\":\"" + dtype + "\",\"shape\":" + shape + ",\"data_offsets\":[" + begin + ","
                + end + "]}";
    }

    static StateDict read(byte[] file) throws IOException {
        return new SafetensorsReader().read(new MemoryBytes("test", file));
    }

    private static StateDict readOnlyA(byte[] file) throws IOException {
        return new SafetensorsReader().read(new CheckpointFile(new MemoryBytes("test", file)), "a"::equals);
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
    void aTensorThatIsNotAskedForMayHaveAnyType() throws IOException {
        byte[] file = file("{" + tensor("a", "U8", "[4]", 0, 4) + "," + tensor("b", "C64", "[1]", 4, 12) + "}", 12);
        StateDict dict = readOnlyA(file);
        assertEquals("[a]", dict.arrays().keySet().toString());
        FileFormatException refused = assertThrows(FileFormatException.class, () -> read(file));
        assertTrue(refused.reason().contains("dtype \"C64\" of tensor \"b\""), refused.reason());
        byte[] hole = file("{" + tensor("a", "U8", "[4]", 0, 4) + "," + tensor("b", "C64", "[1]", 5, 12) + "}", 12);
        refused = assertThrows(FileFormatException.class, () -> readOnlyA(hole));
        assertTrue(refused.reason().contains("there is a hole"), refused.reason());
        byte[] wide = file("{" + tensor("b", "F64", "[9223372036854775807]", 0, 8) + "}", 8);
        refused = assertThrows(FileFormatException.class, () -> readOnlyA(wide));
        assertTrue(refused.reason().contains("more than 2^63 bytes"), refused.reason());
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
