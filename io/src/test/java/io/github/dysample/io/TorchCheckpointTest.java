package io.github.dysample.io;

import static io.github.dysample.io.TestFiles.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.io.internal.bytes.MemoryBytes;
import io.github.dysample.io.internal.format.CheckpointFile;
import io.github.dysample.io.internal.torch.TorchReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
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

    static StateDict read(byte[] pickle) throws IOException {
        return read(pickle, Map.of());
    }

    static StateDict read(byte[] pickle, Map<String, byte[]> more) throws IOException {
        return new TorchReader().read(new MemoryBytes("test", archive(pickle, more)));
    }

    static PickleBuilder dict() {
        return new PickleBuilder().op("}");
    }

    static PickleBuilder tensor(PickleBuilder builder, long offset, long[] size, long[] stride) {
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
        StateDict only = new TorchReader().read(new CheckpointFile(bytes), "w"::equals);
        assertEquals("[w]", only.arrays().keySet().toString());
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
        byte[] other = Zips.of(false, Map.of("readme", new byte[1]));
        assertRefused(-1, "has no data.pkl", () -> new TorchReader().read(new MemoryBytes("test", other)));
        assertRefused(-1, "does not hold a dict of tensors", () -> read(dict().stop()));
    }
}
