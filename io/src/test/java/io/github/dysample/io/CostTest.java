package io.github.dysample.io;

import static io.github.dysample.io.TestFiles.assertRefused;
import static io.github.dysample.io.TorchCheckpointTest.dict;
import static io.github.dysample.io.TorchCheckpointTest.read;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
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
    /** Bytes that reading may allocate for each byte of a file, and before the first. */
    private static final long PER_BYTE = 128;

    private static final long FREE = 4 << 20;

    private static void assertInProportion(IntFunction<byte[]> family) {
        for (int size = 1 << 12; size <= 1 << 20; size *= 4) {
            byte[] file = family.apply(size);
            long before = allocated();
            try {
                Checkpoints.read("test", file);
            } catch (IOException refused) {
                assertFalse(refused.getMessage().codePoints().anyMatch(Character::isISOControl));
            }
            long bytes = allocated() - before;
            assertTrue(bytes <= FREE + PER_BYTE * file.length, () -> bytes + " bytes for a file of " + file.length);
        }
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
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
