package io.github.dysample.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Style;
import io.github.dysample.Tensor;
import io.github.dysample.io.Checkpoints;
import io.github.dysample.io.DType;
import io.github.dysample.io.DySampleLayers;
import io.github.dysample.io.NdArray;
import io.github.dysample.io.Npy;
import io.github.dysample.io.StateDict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code layers}, {@code convert} and {@code init}. */
class CheckpointCommandsTest {
    private static final Path CHECKPOINTS = Path.of("../testdata/checkpoints");

    @TempDir
    private Path folder;

    @Test
    void layersListsWhatIsThere() {
        Command layers = Command.run("layers", CHECKPOINTS.resolve("detector.pth")).succeeds();
        assertEquals(
                List.of(
                        "neck.upsample1.  DySample, 64 channels, scale 2, 4 groups, style lp, static scope, F32,"
                                + " 2080 parameters",
                        "neck.upsample2.  DySample-S+, 32 channels, scale 2, 4 groups, style pl, dynamic scope, F32,"
                                + " 136 parameters",
                        "head.up.         DySample+, 16 channels, scale 4, 2 groups, style lp, dynamic scope, F32,"
                                + " 2112 parameters"),
                layers.out().lines().toList());
        Command.run("layers", CHECKPOINTS.resolve("half.pth")).succeeds().prints("\"\"", "F16", "8 groups");
        Command.run("layers", CHECKPOINTS.resolve("legacy-scope-bias.pth")).succeeds().prints("DySample+, 16 channels");
    }

    @Test
    void whatACheckpointLeavesOpenIsToldByOptions() {
        Path open = CHECKPOINTS.resolve("no-init-pos.npz");
        Command.run("layers", open).fails(
                ExitCode.USAGE, "no-init-pos.npz", "give the scale and the style with --scale and --style");
        Command.run("layers", open, "--scale", 2, "--style", "lp").succeeds();
    }

    @Test
    void noLayerIsANo() throws IOException {
        Path file = folder.resolve("x.safetensors");
        Checkpoints.write(file, new StateDict(Map.of("a", NdArray.of(new float[] {1}, 1))));
        Command.run("layers", file).fails(ExitCode.NO, "x.safetensors: no DySample layer");
        Command.run("layers", folder.resolve("missing.pth")).fails(ExitCode.FILE, "missing.pth: no such file");
    }

    @Test
    void checkpointsConvertWithEveryTensor() throws IOException {
        StateDict expected = Checkpoints.read(CHECKPOINTS.resolve("detector.pth"));
        Path previous = CHECKPOINTS.resolve("detector.pth");
        for (String name : new String[] {"a.npz", "b.safetensors", "c.npz"}) {
            Path next = folder.resolve(name);
            assertEquals("", Command.run("convert", previous, next).succeeds().out());
            assertEquals(expected.arrays(), Checkpoints.read(next).arrays());
            previous = next;
        }
    }

    @Test
    void tensorsConvertToPicturesAndBack() throws IOException {
        Tensor tensor = Tensor.of(new float[] {0, 0.2f, 0.4f, 0.6f, 0.8f, 1}, 1, 3, 1, 2);
        Path npy = folder.resolve("x.npy");
        Npy.write(npy, NdArray.of(tensor));
        Path png = folder.resolve("x.png");
        Command.run("convert", npy, png).succeeds();
        Command.run("convert", png, folder.resolve("back.npy")).succeeds();
        assertArrayEquals(tensor.data(), Npy.read(folder.resolve("back.npy")).toFloats(), 1e-6f);
        Command.run("convert", png, folder.resolve("x.jpg")).succeeds();
        assertTrue(PictureFiles.read(folder.resolve("x.jpg")).hasShape(1, 3, 1, 2));
    }

    @Test
    void oneTensorMovesBetweenBothWorldsWithItsType() throws IOException {
        NdArray doubles = NdArray.of(DType.F64, new double[] {1, Math.PI}, 2);
        Path npy = folder.resolve("x.npy");
        Npy.write(npy, doubles);
        for (String name : new String[] {"x.npz", "x.safetensors"}) {
            Command.run("convert", npy, folder.resolve(name)).succeeds();
            assertEquals(Map.of("arr_0", doubles), Checkpoints.read(folder.resolve(name)).arrays());
            Command.run("convert", folder.resolve(name), folder.resolve("back.npy"), "--force").succeeds();
            assertEquals(doubles, Npy.read(folder.resolve("back.npy")));
        }
    }

    @Test
    void whatCannotConvertIsWrongUsage() throws IOException {
        Path detector = CHECKPOINTS.resolve("detector.pth");
        Command.run("convert", detector, folder.resolve("x.npy")).fails(ExitCode.USAGE, "tensors", "can hold one");
        Command.run("convert", detector, folder.resolve("x.pth"))
                .fails(ExitCode.USAGE, "x.pth: the name must end in .npy, .npz, .safetensors, .png, .jpg, .jpeg, .tif"
                        + " or .tiff");
        Command.run("convert", detector, folder.resolve("x.txt")).fails(ExitCode.USAGE, "x.txt");
        Path flat = folder.resolve("flat.npy");
        Npy.write(flat, NdArray.of(new float[] {1, 2}, 2));
        Command.run("convert", flat, folder.resolve("x.png")).fails(ExitCode.USAGE, "(2,)");
        try (var files = Files.list(folder)) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void namesFromFilesCannotSteerATerminal() throws IOException {
        Path file = folder.resolve("x.safetensors");
        var weights = DySampleWeights.initial(new DySampleConfig(4, 2, 1, Style.LP, false), 0);
        Checkpoints.write(file, DySampleLayers.toStateDict("up\033[2J\nnext", weights));
        Command.run("layers", file).succeeds().prints("up\\u001b[2J\\u000anext.  DySample, 4 channels");
        Path in = folder.resolve("x.npy");
        Npy.write(in, NdArray.of(Tensor.zeros(1, 4, 2, 2)));
        Command.run("upsample", in, folder.resolve("y.npy"), "--weights", file, "--prefix", "a")
                .fails(ExitCode.USAGE, "no layer \"a\" in " + file,
                        "; with 4 channels: --prefix up\\u001b[2J\\u000anext.");
    }

    @Test
    void onlyTheArraysOfLayersAreRead() throws IOException {
        Path file = folder.resolve("x.npz");
        var weights = DySampleWeights.initial(new DySampleConfig(4, 2, 1, Style.LP, false), 0);
        Map<String, NdArray> arrays = new HashMap<>(DySampleLayers.toStateDict("up", weights).arrays());
        arrays.put("damaged", NdArray.of(new float[] {1, 2, 3}, 3));
        Checkpoints.write(file, new StateDict(arrays));
        byte[] bytes = Files.readAllBytes(file);
        // The value 3f stands once in the file; the archive's checksum of that member no longer fits.
        bytes[indexOf(bytes, new byte[] {0, 0, 0x40, 0x40})] = 1;
        Files.write(file, bytes);
        assertThrows(IOException.class, () -> Checkpoints.read(file));
        Command.run("layers", file).succeeds().prints("up.  DySample, 4 channels");
    }

    private static int indexOf(byte[] bytes, byte[] part) {
        for (int i = 0; i + part.length <= bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
                return i;
            }
        }
        throw new AssertionError("not there");
    }

    @Test
    void seedsAreSignedOrUnsigned() throws IOException {
        Path signed = folder.resolve("signed.npz");
        Path unsigned = folder.resolve("unsigned.npz");
        Command.run("init", signed, "--channels", 4, "--seed", -1).succeeds();
        Command.run("init", unsigned, "--channels", 4, "--seed", "18446744073709551615").succeeds();
        assertEquals(Checkpoints.read(signed).arrays(), Checkpoints.read(unsigned).arrays());
        for (String seed : new String[] {"18446744073709551616", "-9223372036854775809", "one", ""}) {
            Command.run("init", signed, "--channels", 4, "--seed", seed).fails(ExitCode.USAGE, "--seed", "2^64-1");
        }
    }

    @Test
    void initRefusesWhatIsNoLayer() {
        Path out = folder.resolve("x.safetensors");
        Command.run("init", out, "--channels", 6, "--groups", 4).fails(ExitCode.USAGE, "channels 6", "groups 4");
        Command.run("init", out, "--channels", 0).fails(ExitCode.USAGE, "channels is 0");
        Command.run("init", folder.resolve("x.pth"), "--channels", 4).fails(ExitCode.USAGE, ".safetensors");
        Command.run("init", folder.resolve("no/x.npz"), "--channels", 4).fails(ExitCode.FILE, "no such directory");
        assertTrue(Files.notExists(out));
        Command.run("init", out, "--channels", 6, "--seed", -1).succeeds().prints("1 group,");
    }
}
