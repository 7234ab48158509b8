package io.github.dysample.io;

import static io.github.dysample.io.TestFiles.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpzTest {
    private static final byte[] ONE_BYTE =
            NpyTest.file(1, "{'descr': '|u1', 'fortran_order': False, 'shape': ()}", (byte) 5);

    @TempDir
    Path folder;

    private Path save(boolean deflated, Map<String, byte[]> members) throws IOException {
        return Files.write(folder.resolve("test.npz"), Zips.of(deflated, members));
    }

    @Test
    void arraysSurvive() throws IOException {
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        arrays.put("up.offset.weight", NdArray.of(new float[] {1, 2, 3, 4}, 2, 2, 1, 1));
        arrays.put("doubles", NdArray.of(DType.F64, new double[] {1}, 1));
        arrays.put("number", NdArray.of(DType.I64, new long[] {5}));
        Path path = folder.resolve("arrays.npz");
        Npz.write(path, new StateDict(arrays, Map.of("dropped", "by this format")));
        assertEquals(new StateDict(arrays), Npz.read(path));
        byte[] first = Files.readAllBytes(path);
        Npz.write(path, new StateDict(arrays));
        assertArrayEquals(first, Files.readAllBytes(path), "the same arrays give the same bytes");
    }

    @Test
    void namesMayLackTheSuffixAndMembersBeDeflated() throws IOException {
        Map<String, byte[]> members = new LinkedHashMap<>();
        members.put("a", ONE_BYTE);
        members.put("b.npy", ONE_BYTE);
        StateDict dict = Npz.read(save(true, members));
        assertEquals("[a, b]", dict.arrays().keySet().toString());
    }

    @Test
    void aNameOccursOnce() throws IOException {
        Map<String, byte[]> members = new LinkedHashMap<>();
        members.put("a", ONE_BYTE);
        members.put("a.npy", ONE_BYTE);
        Path path = save(false, members);
        assertRefused(-1, "two arrays named \"a\"", () -> Npz.read(path));
    }

    @Test
    void messagesNameTheMember() throws IOException {
        Path path = save(false, Map.of("text.npy", new byte[20]));
        FileFormatException refused = assertRefused(0, "not an npy file", () -> Npz.read(path));
        assertTrue(refused.file().endsWith("test.npz!text.npy"), refused.file());
    }

    @Test
    void aHeaderCannotClaimMoreThanItsMemberHas() throws IOException {
        byte[] liar = NpyTest.file(1, "{'descr': '<f8', 'fortran_order': False, 'shape': (100000000,)}", new byte[8]);
        Path path = save(true, Map.of("a.npy", liar));
        assertRefused(liar.length - 8, "needs 800000000 bytes, 8 are there", () -> Npz.read(path));
    }
}
