package io.github.dysample.io;

import static io.github.dysample.io.TestFiles.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.io.internal.bytes.MemoryBytes;
import io.github.dysample.io.internal.torch.TorchReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TorchCheckpointTest {
    /** An archive with a pickle and one storage "0" of the floats 0 to 11. */
    static byte[] archive(byte[] pickle, Map<String, byte[]> more) {
        Map<String, byte[]> members = new LinkedHashMap<>();
        members.put("x/data.pkl", pickle);
        members.put("x/data/0", floats(ByteOrder.LITTLE_ENDIAN));
        more.forEach((name, bytes) -> members.put("x/" + name, bytes));
        return Zips.of(false, members);
    }

    private static byte[] floats(ByteOrder order) {
        ByteBuffer bytes = ByteBuffer.allocate(48).order(order);
        for (int i = 0; i < 12; i++) {
            bytes.putFloat(i);
        }
        return bytes.array();
    }

    private static StateDict read(byte[] pickle) throws IOException {
        return read(pickle, Map.of());
    }

    private static StateDict read(byte[] pickle, Map<String, byte[]> more) throws IOException {
        return TorchReader.read(new MemoryBytes("test", archive(pickle, more)));
    }

    private static PickleBuilder dict() {
        return new PickleBuilder().op("}");
    }

    private static PickleBuilder tensor(PickleBuilder builder, long offset, long[] size, long[] stride) {
        return builder.tensor("0", 12, offset, size, stride);
    }

    @Test
    void viewsAreResolved() throws IOException {
        PickleBuilder pickle = dict().op("(");
        tensor(pickle.text("whole"), 0, new long[] {3, 4}, new long[] {4, 1});
        tensor(pickle.text("transposed"), 0, new long[] {4, 3}, new long[] {1, 4});
        tensor(pickle.text("part"), 5, new long[] {2}, new long[] {3});
        tensor(pickle.text("repeated"), 2, new long[] {2, 3}, new long[] {0, 1});
        tensor(pickle.text("scalar"), 11, new long[] {}, new long[] {});
        tensor(pickle.text("none"), 12, new long[] {0, 5}, new long[] {5, 1});
        tensor(pickle.text("cube"), 0, new long[] {2, 3, 2}, new long[] {1, 4, 2});
        tensor(pickle.text("ones"), 0, new long[] {12, 1, 1}, new long[] {1, 99, 77});
        StateDict dict = read(pickle.op("u").stop());
        assertArrayEquals(new float[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, dict.get("whole").toFloats());
        assertArrayEquals(new float[] {0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11}, dict.get("transposed").toFloats());
        assertArrayEquals(new float[] {5, 8}, dict.get("part").toFloats());
        assertArrayEquals(new float[] {2, 3, 4, 2, 3, 4}, dict.get("repeated").toFloats());
        assertArrayEquals(new float[] {11}, dict.get("scalar").toFloats());
        assertEquals(0, dict.get("none").size());
        assertArrayEquals(new float[] {0, 2, 4, 6, 8, 10, 1, 3, 5, 7, 9, 11}, dict.get("cube").toFloats());
        assertSame(dict.get("whole").elements(), dict.get("ones").elements(), "a whole storage is not copied");
    }

    @Test
    void bigEndianStoragesAreRead() throws IOException {
        byte[] pickle = dict().text("a").vector("1", 12).op("s").stop();
        byte[] big = floats(ByteOrder.BIG_ENDIAN);
        byte[] order = "big".getBytes(StandardCharsets.US_ASCII);
        assertEquals(7, read(pickle, Map.of("data/1", big, "byteorder", order)).get("a").toFloats()[7]);
        assertRefused(0, "byte order is \"huge\"", () -> read(
                pickle, Map.of("data/1", big, "byteorder", "huge".getBytes(StandardCharsets.US_ASCII))));
    }

    @Test
    void theStateDictIsFound() throws IOException {
        assertNames("[w]", dict().text("w").vector("0", 12).op("s"));
        PickleBuilder preferred = dict().op("(").text("mean").vector("0", 12);
        preferred.text("state_dict").op("}").text("w").vector("0", 12).op("s").op("u");
        assertNames("[w]", preferred);
        PickleBuilder only = dict().op("(").text("epoch").integer(3).text("model").op("}");
        only.text("w").vector("0", 12).op("s").text("meta").op("}").text("k").text("v").op("s").op("u");
        assertNames("[w]", only);
        PickleBuilder several = dict().op("(").text("params").op("}").text("w").vector("0", 12).op("s");
        several.text("params_ema").op("}").text("w").vector("0", 12).op("s").op("u");
        assertNames("[params.w, params_ema.w]", several);
        PickleBuilder optimizer = dict().op("(").text("net").op("}").text("w").vector("0", 12).op("s");
        optimizer.text("optimizer").op("}").text("state").op("}").integer(0).op("}").text("m").vector("0", 12);
        assertNames("[w]", optimizer.op("sssu"));
    }

    private static void assertNames(String names, PickleBuilder pickle) throws IOException {
        assertEquals(names, read(pickle.stop()).arrays().keySet().toString());
    }

    @Test
    void dictsThatContainThemselvesOrEachOtherManyTimesAreReadOnce() throws IOException {
        PickleBuilder loop = new PickleBuilder().op("}").raw('q', 0).op("(");
        loop.text("self").raw('h', 0).text("w").vector("0", 12).op("u");
        assertNames("[w]", loop);
        PickleBuilder bush = new PickleBuilder().op("}(").text("0");
        bush.op("}").text("w").vector("0", 12).op("s").raw('q', 0);
        for (int i = 1; i < 50; i++) {
            bush.text(Integer.toString(i)).op("}").raw('q', i).op("(");
            for (String name : List.of("a", "b", "c")) {
                bush.text(name).raw('h', i - 1);
            }
            bush.op("u");
        }
        assertNames("[0.w]", bush.op("u"));
    }

    @Test
    void nestingIsBounded() {
        PickleBuilder deep = dict();
        for (int i = 0; i < 5000; i++) {
            deep.text("a").op("}");
        }
        deep.text("w").vector("0", 12).op("s").op("s".repeat(5000));
        assertRefused(-1, "nested more than 64 deep", () -> read(deep.stop()));
        PickleBuilder tuples = new PickleBuilder().op(")").raw(repeat(0x85, 100_000));
        assertRefused(-1, "does not hold a dict of tensors", () -> read(tuples.stop()));
    }

    private static int[] repeat(int value, int times) {
        int[] values = new int[times];
        Arrays.fill(values, value);
        return values;
    }

    @Test
    void globalsOutsideTheListAreRefusedByName() {
        FileFormatException refused = assertRefused(2, "\"os.system\", which is not on the list", () -> read(
                new PickleBuilder().global("os", "system").op("(").text("true").op("tR").stop()));
        assertTrue(refused.getMessage().contains("test!x/data.pkl"), refused.getMessage());
        assertRefused(2, "\"java.lang.Runtime\"", () -> read(
                new PickleBuilder().global("java.lang", "Runtime").stop()));
        assertRefused(20, "\"builtins.eval\"", () -> read(
                new PickleBuilder().raw(0x8c, 8).op("builtins").raw(0x8c, 4).op("eval").raw(0x94, 0x94, 0x93).stop()));
    }

    @Test
    void opcodesOutsideTheListAreRefused() {
        for (char opcode : "0ipPdlFILSTUVo2".toCharArray()) {
            assertRefused(2, String.format("opcode 0x%02x", (int) opcode), () -> read(
                    new PickleBuilder().raw(opcode, '\n').stop()));
        }
        assertRefused(3, "opcode 0x81", () -> read(new PickleBuilder().op(")").raw(0x81).stop()));
    }

    @Test
    void pickleTextIsChecked() {
        assertRefused(0, "does not begin with a protocol", () -> read(new byte[] {'}', '.'}));
        assertRefused(0, "pickle protocol 9", () -> read(new byte[] {(byte) 0x80, 9, '.'}));
        assertRefused(2, "ends after 0 of 1 bytes", () -> read(new byte[] {(byte) 0x80, 2}));
        assertRefused(7, "ends after 3 of 4294967295 bytes", () -> read(
                new PickleBuilder().raw('X', 255, 255, 255, 255).op("ab").stop()));
        assertRefused(11, "ends after 1 of 18446744073709551615 bytes", () -> read(
                new PickleBuilder().raw(0x8d, 255, 255, 255, 255, 255, 255, 255, 255).stop()));
        assertRefused(7, "not UTF-8", () -> read(new PickleBuilder().raw('X', 1, 0, 0, 0, 255).stop()));
        assertRefused(2, "takes 1 values from a stack of 0", () -> read(new PickleBuilder().stop()));
        assertRefused(3, "takes 1 values from a stack of 0", () -> read(new PickleBuilder().op("(.").stop()));
        assertRefused(2, "mark it never set", () -> read(new PickleBuilder().op("t").stop()));
        assertRefused(2, "recalls memo 5", () -> read(new PickleBuilder().raw('h', 5).stop()));
        assertRefused(3, "stores memo 4294967295 in a pickle", () -> read(
                new PickleBuilder().op("}").raw('r', 255, 255, 255, 255).stop()));
        assertRefused(5, "not a dict, or a key without", () -> read(new PickleBuilder().op(")NNs").stop()));
    }

    @Test
    void callsAreChecked() {
        assertRefused(4, "not a function", () -> read(new PickleBuilder().op("})R").stop()));
        assertRefused(29, "has 1 arguments", () -> read(
                new PickleBuilder().global("collections", "OrderedDict").op("N").raw(0x85).op("R").stop()));
        assertThatTensorFails("negative", 0, new long[] {-1}, new long[] {1});
        assertThatTensorFails("does not have as many strides", 0, new long[] {1, 1}, new long[] {1});
        assertThatTensorFails("does not lie in its storage of 12", -1, new long[] {1}, new long[] {1});
        assertThatTensorFails("does not lie in its storage of 12", 12, new long[] {1}, new long[] {1});
        assertThatTensorFails("does not lie in its storage of 12", 0, new long[] {13}, new long[] {1});
        assertThatTensorFails("does not lie in its storage of 12", 1, new long[] {4, 3}, new long[] {3, 1});
        assertThatTensorFails(
                "does not lie in its storage", 0, new long[] {1L << 62, 2}, new long[] {4, Long.MAX_VALUE});
        assertThatTensorFails("rank 65", 0, new long[65], new long[65]);
    }

    private static void assertThatTensorFails(String reason, long offset, long[] size, long[] stride) {
        PickleBuilder pickle = tensor(dict().text("a"), offset, size, stride);
        assertRefused(pickle.position() - 1, reason, () -> read(pickle.op("s").stop()));
    }

    @Test
    void repeatedNumbersDoNotUnfoldWithoutBound() {
        PickleBuilder pickle = tensor(dict().text("a"), 0, new long[] {1 << 30}, new long[] {0});
        assertRefused(-1, "unfold to more than", () -> read(pickle.op("s").stop()));
        PickleBuilder beyond = tensor(dict().text("a"), 0, new long[] {1L << 40}, new long[] {0});
        assertRefused(0, "1099511627776 elements, a Java array holds", () -> read(beyond.op("s").stop()));
    }

    @Test
    void storagesAreChecked() {
        assertRefused(-1, "lacks its storage \"x/data/7\"", () -> read(
                dict().text("a").vector("7", 3).op("s").stop()));
        assertRefused(0, "of 11 elements of type F32 needs 44 bytes, the member has 48", () -> read(
                dict().text("a").vector("0", 11).op("s").stop()));
        PickleBuilder two = dict().op("(").text("a").vector("0", 12).text("b").vector("0", 11).op("u");
        assertRefused(-1, "described in two ways", () -> read(two.stop()));
        PickleBuilder bare = new PickleBuilder().text("key").op("Q");
        assertRefused(bare.position() - 1, "persistent id is not", () -> read(bare.stop()));
    }

    @Test
    void tensorsThatAreOneObjectShareOneArray() throws IOException {
        PickleBuilder pickle = dict().op("(").text("a").tensor("0", 12, 1, new long[] {2}, new long[] {1}).raw('q', 0);
        StateDict dict = read(pickle.text("b").raw('h', 0).op("u").stop());
        assertSame(dict.get("a"), dict.get("b"));
    }

    @Test
    void whatTrainingKeepsBesidesIsDropped() throws IOException {
        PickleBuilder pickle = dict().op("(").text("w").vector("0", 12);
        pickle.text("milestones").global("collections", "Counter").op("}K\3K\1s").raw(0x85).op("R");
        pickle.text("log").global("collections", "defaultdict").global("__builtin__", "list").raw(0x85).op("R");
        pickle.text("ids").global("__builtin__", "set").op("]K\1a").raw(0x85).op("R");
        pickle.text("raw").global("_codecs", "encode").text("a").text("latin1").raw(0x86).op("R");
        pickle.text("device").global("torch", "device").text("cuda").op("K\0").raw(0x86).op("R");
        pickle.text("type").global("torch", "complex64");
        pickle.text("new set").raw(0x8f).op("(K\1").raw(0x90);
        pickle.text("frozen").op("(K\1").raw(0x91);
        pickle.text("bytes").raw(0x96, 1, 0, 0, 0, 0, 0, 0, 0, 'a');
        assertEquals("[w]", read(pickle.op("u").stop()).arrays().keySet().toString());
        PickleBuilder args = dict().text("args").global("argparse", "Namespace").op("s");
        FileFormatException refused = assertThrows(FileFormatException.class, () -> read(args.stop()));
        assertTrue(refused.reason().contains("\"argparse.Namespace\""), refused.reason());
    }

    @Test
    void anUnsupportedTensorIsRefusedOnlyIfAskedFor() throws IOException {
        PickleBuilder complex = dict().op("(").text("w").vector("0", 12).text("c");
        complex.global("torch._utils", "_rebuild_tensor_v2").op("(").storage("ComplexFloatStorage", "1", 2);
        complex.integer(0).integers(2).integers(1).raw(0x89).op("NtRu");
        assertOnlyWIsRead("\"c\" is of a kind that is not supported, torch.ComplexFloatStorage", complex.stop());
        PickleBuilder third = dict().op("(").text("w").vector("0", 12).text("c");
        third.global("torch._utils", "_rebuild_tensor_v3").op("(").text("storage");
        third.global("torch.storage", "UntypedStorage").text("1").text("cpu").integer(4).op("tQ");
        third.raw(0x85).op("Ru");
        assertOnlyWIsRead("\"c\" is of a kind that is not supported, _rebuild_tensor_v3", third.stop());
    }

    private static void assertOnlyWIsRead(String reason, byte[] pickle) throws IOException {
        assertRefused(-1, reason, () -> read(pickle));
        MemoryBytes bytes = new MemoryBytes("test", archive(pickle, Map.of()));
        assertEquals("[w]", TorchReader.read(bytes, "w"::equals).arrays().keySet().toString());
    }

    @Test
    void dictsBesideTheStateDictHaveTheirKeysAsPrefixes() throws IOException {
        PickleBuilder pickle = dict().op("(");
        for (String key : List.of("ema_state_dict", "optimizer", "state_dict")) {
            pickle.text(key).op("}").text("w").vector("0", 12).op("s");
        }
        assertNames("[w, ema_state_dict.w]", pickle.op("u"));
    }

    @Test
    void archivesOfOtherKindsAreRefused() {
        byte[] script = archive(dict().stop(), Map.of("constants.pkl", new byte[1]));
        assertRefused(-1, "TorchScript", () -> TorchReader.read(new MemoryBytes("test", script)));
        byte[] other = Zips.of(false, Map.of("readme", new byte[1]));
        assertRefused(-1, "has no data.pkl", () -> TorchReader.read(new MemoryBytes("test", other)));
        assertRefused(-1, "does not hold a dict of tensors", () -> read(dict().stop()));
    }
}
