package io.github.dysample.io;

import static io.github.dysample.io.TestFiles.assertRefused;
import static io.github.dysample.io.TestFiles.golden;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointsTest {
    private static final StateDict DICT = new StateDict(Map.of("a", NdArray.of(new float[] {1, 2}, 2)));

    @TempDir
    Path folder;

    @Test
    void contentTellsTheFormat() throws IOException {
        Path path = folder.resolve("misleading.pth");
        Safetensors.write(path, DICT);
        assertEquals(DICT, Checkpoints.read(path));
        Npz.write(path, DICT);
        assertEquals(DICT, Checkpoints.read(path));
        Files.write(path, TorchCheckpointTest.archive(
                new PickleBuilder().op("}").text("a").vector("0", 12).op("s").stop(), Map.of()));
        assertEquals(12, Checkpoints.read(path).get("a").size());
        Path npy = folder.resolve("up.offset.weight.npy");
        Npy.write(npy, DICT.get("a"));
        assertEquals(Map.of("arr_0", DICT.get("a")), Checkpoints.read(npy).arrays());
        assertEquals(Map.of(), Checkpoints.read(npy, "a"::equals).arrays());
        assertEquals(Map.of("arr_0", DICT.get("a")), Checkpoints.read("memory", Files.readAllBytes(npy)).arrays());
        assertEquals(DICT.get("a"), Npy.read("memory", Files.readAllBytes(npy)));
        assertRefused(0, "not an npy file", () -> Npy.read("memory", new byte[10]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"detector.pth", "half.pth", "parameter-views.pth", "layers.npz", "no-init-pos.npz"})
    void arraysAreVisitedInTheOrderOfTheFile(String name) throws IOException {
        Path file = golden("checkpoints/" + name);
        Map<String, NdArray> visited = new LinkedHashMap<>();
        Checkpoints.visit(file, visited::put);
        Map<String, NdArray> read = Checkpoints.read(file).arrays();
        assertEquals(List.copyOf(read.keySet()), List.copyOf(visited.keySet()));
        assertEquals(read, visited);
        Path safetensors = folder.resolve("a.safetensors");
        Safetensors.write(safetensors, new StateDict(read));
        visited.clear();
        Checkpoints.visit(safetensors, visited::put);
        assertEquals(read, visited);
    }

    /** Two names of one tensor, and a view of its storage between them. */
    @Test
    void whatTensorsShareIsReadOnceWhileItIsNeeded() throws IOException {
        Map<String, NdArray> visited = new LinkedHashMap<>();
        Path file = folder.resolve("shared.pth");
        Files.write(file, TorchCheckpointTest.archive(
                new PickleBuilder().op("}")
                        .text("a").vector("0", 12).raw('q', 5).op("s")
                        .text("b").tensor("0", 12, 6, new long[] {6}, new long[] {1}).op("s")
                        .text("c").raw('h', 5).op("s").stop(), Map.of()));
        Checkpoints.visit(file, visited::put);
        assertEquals(List.of("a", "b", "c"), List.copyOf(visited.keySet()));
        assertSame(visited.get("a"), visited.get("c"));
        assertEquals(Checkpoints.read(file).arrays(), visited);
    }

    @Test
    void aVisitorThatThrowsEndsTheReading() {
        IOException enough = new IOException("enough");
        Path file = golden("checkpoints/detector.pth");
        assertSame(enough, assertThrows(IOException.class, () -> Checkpoints.visit(file, (_, _) -> {
            throw enough;
        })));
    }

    @Test
    void theNameTellsTheFormatToWrite() throws IOException {
        for (String name : new String[] {"a.safetensors", "a.NPZ"}) {
            Checkpoints.write(folder.resolve(name), DICT);
            assertEquals(DICT, Checkpoints.read(folder.resolve(name)));
        }
        Path pth = folder.resolve("a.pth");
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Checkpoints.write(pth, DICT))
                .getMessage()
                .contains("a.pth, its name must end in .safetensors or .npz"));
    }

    @Test
    void otherFilesAreRefusedWithAdvice() throws IOException {
        Path legacy = golden("checkpoints/legacy-pickle.pth");
        assertRefused(0, "before version 1.6", () -> Checkpoints.read(legacy));
        assertRefused(0, "before version 1.6", () -> TorchCheckpoint.read(legacy));
        byte[] tar = new byte[512];
        System.arraycopy("ustar".getBytes(StandardCharsets.US_ASCII), 0, tar, 257, 5);
        assertFileRefused("a tar archive; unpack it", tar);
        System.arraycopy("storages".getBytes(StandardCharsets.US_ASCII), 0, tar, 0, 8);
        assertFileRefused("before version 1.6", tar);
        assertFileRefused("4 bytes and begins with [01 02 03 04]", new byte[] {1, 2, 3, 4});
    }

    @Test
    void knownFilesOfOtherKindsAreNamed() throws IOException {
        assertFileRefused("the file is empty", new byte[0]);
        for (String[] row : new String[][] {
            {"git lfs pull", "version https://git-lfs.github.com/spec/v1\n"},
            {"a web page", "\n<!DOCTYPE html><html>"},
            {"a web page", "<html><body>Sign in"},
            {"a web page", "\u00ef\u00bb\u00bf<!DOCTYPE html><html>"},
            {"the file is text, not tensors: \"404: Not Found\"", "404: Not Found\n"},
            {"JSON text, not tensors: \"{?error?:", "{\u0001error\u0002: 1}"},
            {"the index of a checkpoint in several files; read those it names, such as \"model-1.safetensors\"",
                "{\"metadata\": {}, \"weight_map\": {\"a.weight\": \"model-1.safetensors\"}}"},
            {"an ONNX model", "\u0008\u0008\u0012\u0007pytorch\u001a\u00052.5.0:"},
            {"HDF5", "\u0089HDF\r\n\u001a\n"},
            {"gzip", "\u001f\u008b\u0008"},
            {"a picture", "\u0089PNG\r\n"}
        }) {
            assertFileRefused(row[0], row[1].getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    @Test
    void archivesOfOtherKindsAreNamed() throws IOException {
        assertArchiveRefused("holds a checkpoint (\"weights/good.pth\"); unzip it",
                "__MACOSX/._good.pth", "weights/good.pth");
        assertArchiveRefused("is a TorchServe archive and holds a checkpoint (m.pt)", "MAR-INF/MANIFEST.json", "m.pt");
        assertArchiveRefused("is an exported program (.pt2) and holds a checkpoint (\"model/data/weights/model.pt\")",
                "model/archive_format", "model/data/weights/model.pt");
        assertArchiveRefused("is an Office document", "[Content_Types].xml", "xl/workbook.xml");
        assertArchiveRefused("is a Keras model", "config.json", "model.weights.h5");
        assertArchiveRefused("has no data.pkl and no .npy; it holds a, b", "a", "b");
    }

    private void assertArchiveRefused(String reason, String... members) throws IOException {
        Map<String, byte[]> contents = new LinkedHashMap<>();
        for (String member : members) {
            contents.put(member, new byte[8]);
        }
        Path path = Files.write(folder.resolve("other.zip"), Zips.of(false, contents));
        assertRefused(-1, reason, () -> Checkpoints.read(path));
    }

    /** A pickle begins with 0x80, and a tar archive has a word at byte 257; so may other files. */
    @Test
    void filesThatLookLikeLegacyCheckpointsAreReadAsWhatTheyAre() throws IOException {
        byte[] magic = "ustar".getBytes(StandardCharsets.US_ASCII);
        byte[] values = new byte[256];
        System.arraycopy(magic, 0, values, 257 - 128, magic.length);
        NdArray array = NdArray.of(DType.U8, values, values.length);
        Path npy = folder.resolve("ustar.npy");
        Npy.write(npy, array);
        assertArrayEquals(magic, Arrays.copyOfRange(Files.readAllBytes(npy), 257, 257 + magic.length));
        assertEquals(array, Checkpoints.read(npy).get("arr_0"));
        String empty = "\u0080\0\0\0\0\0\0\0{}" + " ".repeat(0x80 - 2);
        byte[] safetensors = empty.getBytes(StandardCharsets.ISO_8859_1);
        assertEquals(new StateDict(Map.of()), Checkpoints.read("empty", safetensors));
    }

    private void assertFileRefused(String reason, byte[] content) throws IOException {
        Path path = Files.write(folder.resolve("other"), content);
        FileFormatException refused = assertRefused(0, reason, () -> Checkpoints.read(path));
        assertEquals(path.toString(), refused.file());
    }

    @Test
    void onlyTheArraysAskedForAreRead() throws IOException {
        StateDict two = new StateDict(Map.of("a", DICT.get("a"), "b", NdArray.of(new float[3], 3)));
        for (String name : new String[] {"two.safetensors", "two.npz"}) {
            Path path = folder.resolve(name);
            Checkpoints.write(path, two);
            assertEquals(DICT, Checkpoints.read(path, "a"::equals));
        }
        StateDict layers = Checkpoints.read(golden("checkpoints/detector.pth"), DySampleLayers::isLayerArray);
        StateDict all = Checkpoints.read(golden("checkpoints/detector.pth"));
        assertEquals(DySampleLayers.prefixes(all), DySampleLayers.prefixes(layers));
        assertTrue(layers.arrays().size() < all.arrays().size());
        layers.arrays().forEach((name, array) -> assertEquals(all.get(name), array));
    }

    @Test
    void onlyRegularFilesAreRead() throws IOException {
        Path socket = folder.resolve("socket");
        try (ServerSocketChannel _ = TestFiles.socket(socket)) {
            IOException refused = assertThrows(IOException.class, () -> Checkpoints.read(socket));
            assertEquals(socket + " is not a regular file", refused.getMessage());
        }
    }

    @Test
    void writersRefuseNamesThatReadersRefuse() throws IOException {
        for (String end : new String[] {".npz", ".safetensors"}) {
            Path path = folder.resolve("names" + end);
            assertNotWritten("lone surrogate", path, "a\ud800");
            assertNotWritten("at most", path, "n".repeat(70_000));
            String longest = "n".repeat(end.equals(".npz") ? 65_485 : 65_536);
            StateDict dict = new StateDict(Map.of(longest, DICT.get("a")));
            Checkpoints.write(path, dict);
            assertEquals(dict, Checkpoints.read(path));
        }
    }

    private static void assertNotWritten(String reason, Path path, String name) {
        StateDict dict = new StateDict(Map.of(name, DICT.get("a")));
        String message = assertThrows(IllegalArgumentException.class, () -> Checkpoints.write(path, dict)).getMessage();
        assertTrue(message.contains(reason), message);
    }

    @Test
    void filesThatCannotBeReadSayWhy() {
        assertThrows(NoSuchFileException.class, () -> Checkpoints.read(folder.resolve("none")));
        IOException directory = assertThrows(IOException.class, () -> Checkpoints.read(folder));
        assertTrue(directory.getMessage().endsWith("is a directory, not a file"), directory.getMessage());
        assertThrows(IOException.class, () -> Checkpoints.write(folder.resolve("none/a.npz"), DICT));
    }
}
