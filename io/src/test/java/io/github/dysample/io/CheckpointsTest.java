package io.github.dysample.io;

import static io.github.dysample.io.TestFiles.assertRefused;
import static io.github.dysample.io.TestFiles.golden;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        assertEquals(Map.of("up.offset.weight", DICT.get("a")), Checkpoints.read(npy).arrays());
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
        Path legacy = golden("checkpoints/legacy-tar.pth");
        assertRefused(0, "before version 1.6", () -> Checkpoints.read(legacy));
        assertRefused(0, "before version 1.6", () -> TorchCheckpoint.read(legacy));
        byte[] tar = new byte[512];
        System.arraycopy("ustar".getBytes(StandardCharsets.US_ASCII), 0, tar, 257, 5);
        assertFileRefused("before version 1.6", tar);
        assertFileRefused("0 bytes and begins with []", new byte[0]);
        assertFileRefused("4 bytes and begins with [01 02 03 04]", new byte[] {1, 2, 3, 4});
        String pointer = "version https://git-lfs.github.com/spec/v1\n";
        assertFileRefused("git lfs pull", pointer.getBytes(StandardCharsets.US_ASCII));
    }

    private void assertFileRefused(String reason, byte[] content) throws IOException {
        Path path = Files.write(folder.resolve("other"), content);
        FileFormatException refused = assertRefused(0, reason, () -> Checkpoints.read(path));
        assertEquals(path.toString(), refused.file());
    }

    @Test
    void filesThatCannotBeReadSayWhy() {
        assertThrows(NoSuchFileException.class, () -> Checkpoints.read(folder.resolve("none")));
        IOException directory = assertThrows(IOException.class, () -> Checkpoints.read(folder));
        assertTrue(directory.getMessage().endsWith("is a directory, not a file"), directory.getMessage());
        assertThrows(IOException.class, () -> Checkpoints.write(folder.resolve("none/a.npz"), DICT));
    }
}
