package io.github.dysample.io;

import static io.github.dysample.io.TestFiles.assertRefused;
import static io.github.dysample.io.TorchCheckpointTest.dict;
import static io.github.dysample.io.TorchCheckpointTest.read;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.dysample.testing.ReadingRule;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What a file makes its reader do is in proportion to its size. Memory is counted, not timed: what a reader allocates,
 * garbage included, for files of one family that grow.
 */
class CostTest {
    private static void assertInProportion(IntFunction<byte[]> family) {
        for (int size = 1 << 12; size <= 1 << 20; size *= 4) {
            byte[] file = family.apply(size);
            ReadingRule.DOCUMENTED.refuses("test", file.length, () -> Checkpoints.read("test", file));
        }
    }

    private static byte[] archive(PickleBuilder pickle) {
        return TorchCheckpointTest.archive(pickle.stop(), Map.of());
    }

    @Test
    void equalLongKeysSetInTurn() {
        assertInProportion(size -> {
            PickleBuilder pickle = new PickleBuilder().op("(").text("a".repeat(size / 4)).raw('q', 0);
            pickle.text("a".repeat(size / 4)).raw('q', 1).op("t}(");
            return archive(pickle.op("h\0Nh\1N".repeat(size / 12)).op("u").raw(0x86));
        });
        // Each comparison of two equal keys is charged, so the file is refused before they take its length squared.
        PickleBuilder pickle = new PickleBuilder().op("(").text("a".repeat(100_000)).raw('q', 0);
        pickle.text("a".repeat(100_000)).raw('q', 1).op("t}(").op("h\0Nh\1N".repeat(10_000)).op("u").raw(0x86);
        assertRefused(-1, "unfold to more than", () -> read(pickle.stop()));
    }

    @Test
    void viewsOfAStorageWithALongKey() {
        assertInProportion(size -> {
            PickleBuilder pickle = dict().op("(").text("first");
            pickle.tensor("k".repeat(size / 8), 12, 0, new long[] {2}, new long[] {1}).raw('q', 1);
            for (int i = 0; i < size / 64; i++) {
                pickle.text("t" + i).raw('h', 1);
            }
            return archive(pickle.op("u"));
        });
    }

    @Test
    void namesOfGlobalsPutTogetherAgainAndAgain() {
        assertInProportion(size -> {
            PickleBuilder pickle = new PickleBuilder().text("m".repeat(size / 2)).raw('q', 0).text("n").raw('q', 1);
            for (int i = 0; i < size / 16; i++) {
                pickle.op("h\0h\1").raw(0x93);
            }
            return archive(pickle);
        });
    }

    @Test
    void objectsWhoseStateIsSetAgainAndAgain() {
        assertInProportion(size -> {
            PickleBuilder pickle = new PickleBuilder().op("}(");
            for (int i = 0; i < size / 32; i++) {
                pickle.text("k" + i).op("N");
            }
            pickle.op("u").raw('q', 0).global("a", "B").op(")").raw(0x81);
            return archive(pickle.op("h\0b".repeat(size / 6)));
        });
    }

    /** Two bytes for each element of a list, which is searched where there are no tensors elsewhere. */
    @Test
    void listsOfOneDictManyTimes() {
        assertInProportion(size -> {
            PickleBuilder pickle = new PickleBuilder().op("}").text("nets").op("](}").raw('q', 0);
            return archive(pickle.op("h\0".repeat(size / 2)).op("es"));
        });
        assertInProportion(size -> {
            PickleBuilder pickle = new PickleBuilder().op("}(");
            for (int i = 0; i < size / 8; i++) {
                pickle.raw('J', i & 255, i >> 8 & 255, i >> 16, 0).op("}");
            }
            return archive(pickle.op("u"));
        });
    }

    @Test
    void modulesWithTheSameParameters() {
        assertInProportion(size -> archive(modulesWithTheSame("_parameters", size)));
        assertInProportion(size -> archive(modulesWithTheSame("anything", size)));
        byte[] pickle = modulesWithTheSame("_parameters", 1 << 20).stop();
        assertRefused(-1, "unfold to more than", () -> read(pickle));
    }

    /** Half of the pickle is a dict of one tensor under many names, the other half are objects that all have it. */
    private static PickleBuilder modulesWithTheSame(String attribute, int size) {
        PickleBuilder pickle = new PickleBuilder().vector("0", 12).raw('q', 0).op("0").op("}").text(attribute);
        pickle.op("}(");
        for (int i = 0; i < size / 28; i++) {
            pickle.text("t" + i).op("h\0");
        }
        pickle.op("us").raw('q', 1).op("0").global("m", "C").raw('q', 2).op("0}(");
        for (int i = 0; i < size / 36; i++) {
            pickle.text("m" + i).op("h\2)").raw(0x81).op("h\1b");
        }
        return pickle.op("u");
    }

    @Test
    void aModuleOfManyPartsUnderManyNames() {
        PickleBuilder pickle = new PickleBuilder().global("m", "C").raw('q', 0).op(")").raw(0x81).op("}");
        pickle.text("_modules").op("}(");
        for (int i = 0; i < 3000; i++) {
            pickle.text("c" + i).op("h\0)").raw(0x81);
        }
        pickle.op("us").text("_parameters").op("}").text("w").vector("0", 12).op("ssb").raw('q', 1).op("0}(");
        for (int i = 0; i < 3000; i++) {
            pickle.text("m" + i).op("h\1");
        }
        byte[] file = pickle.op("u").stop();
        assertRefused(-1, "unfold to more than", () -> read(file));
    }

    @Test
    void aTensorUnderManyNames() {
        Map<String, byte[]> storage = Map.of("data/1", new byte[40_000]);
        PickleBuilder same = dict().op("(").text("first").vector("1", 10_000).raw('q', 0);
        PickleBuilder equal = dict().op("(");
        for (int i = 0; i < 500; i++) {
            same.text("t" + i).op("h\0");
            equal.text("t" + i).vector("1", 10_000);
        }
        for (PickleBuilder pickle : List.of(same, equal)) {
            byte[] file = pickle.op("u").stop();
            assertRefused(-1, "the tensors unfold to more than", () -> read(file, storage));
        }
    }

    @Test
    void keysOfMetadata() {
        assertInProportion(size -> safetensors(size / 12));
        assertRefused(651_025, "more than 65536 keys", () -> Checkpoints.read("test", safetensors(70_000)));
    }

    private static byte[] safetensors(int keys) {
        String header = "{\"__metadata__\":{"
                + IntStream.range(0, keys).mapToObj(i -> '"' + Integer.toHexString(i) + "\":\"\"")
                        .collect(Collectors.joining(","))
                + "}}";
        byte[] text = header.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(8 + text.length).order(ByteOrder.LITTLE_ENDIAN).putLong(text.length).put(text)
                .array();
    }

    @Test
    void controlCharactersReachNoMessage() {
        byte[] json = "{\"a\":q\u009b2J\u001b}".getBytes(StandardCharsets.UTF_8);
        byte[] file = ByteBuffer.allocate(8 + json.length).order(ByteOrder.LITTLE_ENDIAN).putLong(json.length).put(json)
                .array();
        FileFormatException refused = assertThrows(
                FileFormatException.class, () -> Checkpoints.read("a\u001b[2Jb", file));
        assertFalse((refused.getMessage() + refused.reason()).codePoints().anyMatch(Character::isISOControl));
    }
}
