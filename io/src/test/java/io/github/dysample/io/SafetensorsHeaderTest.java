package io.github.dysample.io;

import static io.github.dysample.io.SafetensorsTest.file;
import static io.github.dysample.io.SafetensorsTest.read;
import static io.github.dysample.io.SafetensorsTest.tensor;
import static io.github.dysample.io.TestFiles.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Headers that break a rule of the format are refused at the byte where that shows. */
class SafetensorsHeaderTest {
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
}
