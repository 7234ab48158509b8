package io.github.dysample.io;

import static io.github.dysample.io.TestFiles.assertRefused;
import static io.github.dysample.io.TorchCheckpointTest.dict;
import static io.github.dysample.io.TorchCheckpointTest.read;
import static io.github.dysample.io.TorchCheckpointTest.tensor;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pickles that are not what a checkpoint needs are refused at the opcode where that shows. */
class TorchPickleTest {
    @Test
    void nestingIsBounded() {
        PickleBuilder deep = dict();
        for (int i = 0; i < 5000; i++) {
            deep.text("a").op("}");
        }
        deep.text("w").vector("0", 12).op("s").op("s".repeat(5000));
        assertRefused(-1, "nested more than 64 deep", () -> read(deep.stop()));
        PickleBuilder tuples = new PickleBuilder().op(")").raw(repeat(0x85, 100_000));
        assertRefused(-1, "nested more than 64 deep", () -> read(tuples.stop()));
    }

    private static int[] repeat(int value, int times) {
        int[] values = new int[times];
        Arrays.fill(values, value);
        return values;
    }

    @Test
    void globalsOutsideTheListAreNamesOnly() throws IOException {
        PickleBuilder pickle = dict().op("(").text("w").vector("0", 12);
        pickle.text("a").global("os", "system").op("(").text("touch broken").op("tR");
        pickle.text("b").global("java.lang", "Runtime").op(")").raw(0x81).op("}").text("x").op("Nsb");
        pickle.text("c").raw(0x8c, 8).op("builtins").raw(0x8c, 4).op("eval").raw(0x93).op(")}").raw(0x92);
        pickle.text("d").global("io.github.dysample.io.TorchPickleTest$Loud", "run").op(")R");
        StateDict dict = read(pickle.op("u").stop());
        assertEquals("[w]", dict.arrays().keySet().toString());
        assertEquals(List.of("os.system", "java.lang.Runtime", "builtins.eval",
                "io.github.dysample.io.TorchPickleTest$Loud.run"), dict.inertClasses());
        assertFalse(Boolean.getBoolean("dysample.loud"), "a class of this name was initialised");
        assertFalse(Files.exists(Path.of("broken")));
    }

    /** Would show that a pickle can load a class. */
    static final class Loud {
        static {
            System.setProperty("dysample.loud", "true");
        }
    }

    @Test
    void opcodesOutsideTheListAreRefused() {
        for (char opcode : "ipPdlFILSTUVo2".toCharArray()) {
            assertRefused(2, String.format("opcode 0x%02x", (int) opcode), () -> read(
                    new PickleBuilder().raw(opcode, '\n').stop()));
        }
        assertRefused(2, "opcode 0x98", () -> read(new PickleBuilder().raw(0x98).stop()));
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
        assertRefused(5, "not a dict", () -> read(new PickleBuilder().op(")NNs").stop()));
    }

    @Test
    void callsAreChecked() {
        assertRefused(4, "not a function", () -> read(new PickleBuilder().op("})R").stop()));
        assertRefused(28, "not a function", () -> read(
                new PickleBuilder().global("collections", "OrderedDict").op("NR").stop()));
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
}
