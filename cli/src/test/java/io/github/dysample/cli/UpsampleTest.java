package io.github.dysample.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.DySample;
import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Style;
import io.github.dysample.Tensor;
import io.github.dysample.io.DySampleLayers;
import io.github.dysample.io.NdArray;
import io.github.dysample.io.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpsampleTest {
    private static final Path CHECKPOINTS = Path.of("../testdata/checkpoints");

    @TempDir
    private Path folder;

    private Tensor x;

    private Path writeNpy(int... shape) throws IOException {
        long[] dimensions = new long[shape.length];
        int elements = 1;
        for (int i = 0; i < shape.length; i++) {
            dimensions[i] = shape[i];
            elements *= shape[i];
        }
        float[] values = new float[elements];
        Random random = new Random(1);
        for (int i = 0; i < elements; i++) {
            values[i] = (float) random.nextGaussian();
        }
        NdArray array = NdArray.of(values, dimensions);
        x = array.toTensor();
        Path file = folder.resolve("x.npy");
        Npy.write(file, array);
        return file;
    }

    private static Tensor untrained(DySampleConfig config, Tensor x) {
        return DySample.of(DySampleWeights.initial(config, 0)).forward(x);
    }

    @Test
    void nchwStaysNchw() throws IOException {
        Path in = writeNpy(2, 8, 3, 5);
        Path out = folder.resolve("y.npy");
        Command automatic = Command.run("upsample", in, out)
                .succeeds()
                .prints("(2, 8, 3, 5) to (2, 8, 6, 10)", "y.npy", "4 groups");
        assertFalse(automatic.out().contains("backend"), automatic.out());
        Command.run("upsample", in, out, "--force", "--backend", "SCALAR").succeeds().prints("y.npy, backend scalar");
        assertEquals(untrained(new DySampleConfig(8, 2, 4, Style.LP, false), x), Npy.read(out).toTensor());
    }

    @Test
    void chwIsABatchOfOneAndStaysChw() throws IOException {
        Path in = writeNpy(9, 3, 5);
        Path out = folder.resolve("y.npy");
        Command.run("upsample", in, out, "--scale", 3, "--groups", 3, "--style", "pl").succeeds();
        assertArrayEquals(new long[] {9, 9, 15}, Npy.read(out).shape());
        assertEquals(untrained(new DySampleConfig(9, 3, 3, Style.PL, false), x), Npy.read(out).toTensor());
    }

    @Test
    void backendsAndThreadsChangeNothing() throws IOException {
        Path in = writeNpy(1, 16, 19, 23);
        Path expected = folder.resolve("expected.npy");
        Command.run("upsample", in, expected, "--backend", "scalar").succeeds();
        for (Object[] options : new Object[][] {{"vector", 1}, {"vector", 3}, {"scalar", 4}}) {
            Path out = folder.resolve("y.npy");
            Command.run("upsample", "--force", in, out, "--backend", options[0], "--threads", options[1])
                    .succeeds()
                    .prints("backend " + options[0]);
            assertEquals(-1, Files.mismatch(expected, out));
        }
    }

    @Test
    void picturesKeepTheirChannels() throws IOException {
        Map<Integer, String> names = Map.of(1, "y.jpeg", 3, "y.jpg", 4, "y.png");
        Path in = folder.resolve("x.png");
        for (int channels : names.keySet()) {
            Tensor grey = Tensor.zeros(1, channels, 4, 6);
            Arrays.fill(grey.data(), 0.6f);
            PictureFiles.write(grey, in);
            Path out = folder.resolve(names.get(channels));
            Command.run("upsample", in, out).succeeds();
            Tensor y = PictureFiles.read(out);
            assertTrue(y.hasShape(1, channels, 8, 12), y.shapeString());
            for (float value : y.data()) {
                assertEquals(0.6f, value, 0.01f);
            }
        }
    }

    @Test
    void weightsComeFromACheckpoint() throws IOException {
        Path in = writeNpy(1, 32, 4, 4);
        Path out = folder.resolve("y.npy");
        Path detector = CHECKPOINTS.resolve("detector.pth");
        Command.run("upsample", in, out, "--weights", detector)
                .fails(ExitCode.USAGE, "detector.pth has several layers; with 32 channels: --prefix neck.upsample2.");
        Command.run("upsample", in, out, "--weights", detector, "--prefix", "neck.nothing")
                .fails(ExitCode.USAGE, "no layer \"neck.nothing\" in ",
                        "detector.pth; with 32 channels: --prefix neck.upsample2.");
        Command.run("upsample", in, out, "--weights", detector, "--prefix", "head.up.")
                .fails(ExitCode.USAGE, "32 channels, the layer takes 16; with 32: --prefix neck.upsample2.");
        Command.run("upsample", writeNpy(1, 5, 4, 4), out, "--weights", detector)
                .fails(ExitCode.USAGE, "detector.pth has 3 layers (neck.upsample1., neck.upsample2., head.up.)",
                        "; say which with --prefix");
        writeNpy(1, 32, 4, 4);
        Command.run("upsample", in, out, "--weights", detector, "--prefix", "neck.upsample2", "--scale", 3)
                .fails(ExitCode.USAGE, "detector.pth", "scale");
        assertTrue(Files.notExists(out));
        Command.run("upsample", in, out, "--weights", detector, "--prefix", "neck.upsample2").succeeds();
        DySampleWeights weights = DySampleLayers.read(detector, "neck.upsample2.");
        assertEquals(DySample.of(weights).forward(x), Npy.read(out).toTensor());
    }

    @Test
    void initWritesWhatUpsampleWithoutWeightsUses() throws IOException {
        Path in = writeNpy(1, 16, 5, 5);
        Path layer = folder.resolve("layer.safetensors");
        Command.run("init", layer, "--channels", 16, "--groups", 2, "--style", "pl", "--scope", "--seed", 0)
                .succeeds()
                .prints("DySample-S+, 16 channels, scale 2, 2 groups, style pl, dynamic scope");
        Path plain = folder.resolve("plain.npy");
        Path loaded = folder.resolve("loaded.npy");
        // At initialisation dynamic scope is static scope.
        Command.run("upsample", in, plain, "--groups", 2, "--style", "pl").succeeds();
        Command.run("upsample", in, loaded, "--weights", layer).succeeds();
        assertEquals(-1, Files.mismatch(plain, loaded));
        Command.run("init", "--force", layer, "--channels", 16, "--groups", 2, "--style", "pl", "--seed", 7).succeeds();
        Command.run("upsample", "--force", in, loaded, "--weights", layer).succeeds();
        assertTrue(Files.mismatch(plain, loaded) >= 0);
    }

    @Test
    void aLayerWithoutWeightsIsSaidToBeUntrained() throws IOException {
        Path in = writeNpy(1, 32, 4, 4);
        Command.run("upsample", in, folder.resolve("y.npy")).succeeds()
                .prints("static scope, untrained: nearly bilinear\n");
        Command trained = Command.run("upsample", in, folder.resolve("z.npy"), "--weights",
                CHECKPOINTS.resolve("detector.pth"), "--prefix", "neck.upsample2").succeeds();
        assertFalse(trained.out().contains("untrained"), trained.out());
    }

    @Test
    void valuesThatNoPictureHoldsAreCounted() throws IOException {
        float[] values = new float[12];
        values[0] = Float.NaN;
        Path in = folder.resolve("x.npy");
        Npy.write(in, NdArray.of(values, 1, 1, 3, 4));
        Path out = folder.resolve("y.png");
        Command run = Command.run("convert", in, out);
        assertEquals("dysample: " + out + ": 1 of 12 values are NaN and became 0\n", run.err());
        assertEquals(ExitCode.DONE, run.code());
        values[5] = Float.POSITIVE_INFINITY;
        values[6] = Float.NEGATIVE_INFINITY;
        Command upsampled = Command.run("upsample", in, "-", "--format", "png");
        assertTrue(upsampled.err().startsWith("dysample: standard output: "), upsampled.err());
        Npy.write(in, NdArray.of(values, 1, 1, 3, 4));
        assertEquals("dysample: " + out + ": 1 of 12 values are NaN and became 0; 2 of 12 are infinite and became 0 or"
                + " 1\n", Command.run("convert", "--force", in, out).err());
        Command.run("upsample", in, folder.resolve("y.npy")).succeeds();
    }

    @Test
    void whatDoesNotFitIsWrongUsage() throws IOException {
        Path in = writeNpy(1, 6, 4, 4);
        Path out = folder.resolve("y.npy");
        Command.run("upsample", in, out, "--groups", 4).fails(ExitCode.USAGE, "6", "4");
        Command.run("upsample", in, out, "--style", "pl").fails(ExitCode.USAGE, "channels 6", "scale");
        Command.run("upsample", in, out, "--scale", 0).fails(ExitCode.USAGE, "scale is 0");
        Command.run("upsample", in, out, "--scale", 100000).fails(ExitCode.USAGE, "100000");
        Command.run("upsample", in, out, "--threads", 0).fails(ExitCode.USAGE, "--threads is 0");
        Command.run("upsample", in, out, "--prefix", "a").fails(ExitCode.USAGE, "--weights");
        Command.run("upsample", in, out, "--backend", "abacus").fails(ExitCode.USAGE, "abacus", "scalar");
        Command.run("upsample", in, folder.resolve("y.tif")).fails(ExitCode.USAGE, "y.tif", "(1, 6, 4, 4)");
        for (String name : new String[] {"y.npz", "y.bmp", "y.gif"}) {
            Command.run("upsample", in, folder.resolve(name))
                    .fails(ExitCode.USAGE, name + ": the name must end in .npy, .png, .jpg, .jpeg, .tif or .tiff");
        }
        Command.run("upsample", in, folder.resolve("y.png")).fails(ExitCode.USAGE, "y.png", "(1, 6, 4, 4)");
        Command.run("upsample", writeNpy(4, 4), out).fails(ExitCode.USAGE, "(4, 4)", "(N, C, H, W)");
        assertTrue(Files.notExists(out));
    }

    @Test
    void whatCannotBeReadOrWrittenIsAFileError() throws IOException {
        Path in = writeNpy(1, 4, 4, 4);
        Path missing = folder.resolve("missing.npy");
        Command.run("upsample", missing, folder.resolve("y.npy")).fails(ExitCode.FILE, "missing.npy: no such file");
        Command.run("upsample", folder.resolve("missing.png"), missing)
                .fails(ExitCode.FILE, "missing.png: no such file");
        Command.run("upsample", in, folder.resolve("no/folder/y.npy"))
                .fails(ExitCode.FILE, "no/folder: no such directory");
        Files.writeString(folder.resolve("bad.npy"), "not an array");
        Command.run("upsample", folder.resolve("bad.npy"), missing).fails(ExitCode.FILE, "bad.npy");
        Command.run("upsample", in, missing, "--weights", CHECKPOINTS.resolve("legacy-pickle.pth"))
                .fails(ExitCode.FILE, "legacy-pickle.pth");
        Command.run("upsample", folder, folder.resolve("y.npy"))
                .fails(ExitCode.USAGE, ": is a folder; name the files in");
        Command.run("upsample", in, folder.resolve("bad.npy/y.npy")).fails(ExitCode.FILE, "bad.npy: not a directory");
        Path directory = Files.createDirectory(folder.resolve("folder.npy"));
        Command.run("upsample", directory, missing).fails(ExitCode.USAGE, "folder.npy: is a folder");
        Command.run("upsample", in, directory).succeeds().prints("folder.npy/x.npy");
    }
}
