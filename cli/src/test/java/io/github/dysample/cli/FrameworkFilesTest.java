package io.github.dysample.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.io.Checkpoints;
import io.github.dysample.io.DType;
import io.github.dysample.io.Npy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.jr.ob.JSON;

/** The command on files as training frameworks write them; {@code testdata/files.py} makes these. */
class FrameworkFilesTest {
    private static final Path FILES = Path.of("../testdata/files");

    @TempDir
    private Path folder;

    @Test
    void layersSaysWhatWasReadAndWhatWasLeft() {
        Command.run("layers", FILES.resolve("whole-module.pt")).succeeds().prints(
                "model.1.  DySample, 16 channels",
                "read as data: 5 classes, such as ultralytics.nn.tasks.DetectionModel");
        Command.run("layers", FILES.resolve("super-resolution-3.pth")).succeeds().prints(
                "to_img.  DySample+, 27 channels", ", then 1×1, 27 to 3, own initial positions, BF16, ");
        Command.run("layers", FILES.resolve("super-resolution-3x3.pth")).succeeds().prints(
                "then 3×3, 8 to 3 (not supported; --without-end-conv gives the 8 sampled channels)");
        Command.run("layers", FILES.resolve("quantised.pth")).fails(
                ExitCode.NO, "no DySample layer in it; \"up.\" is close to one", "quantised");
    }

    @Test
    void layersAsJson() throws IOException {
        String json = Command.run("layers", "--json", FILES.resolve("super-resolution-4.pth")).succeeds().out();
        Map<?, ?> layer = (Map<?, ?>) ((List<?>) JSON.std.mapFrom(json).get("layers")).getFirst();
        assertEquals("to_img.", layer.get("prefix"));
        assertEquals(List.of(3, 48, 1, 1), layer.get("endConv"));
        assertEquals(false, layer.get("ownInitialPositions"));
    }

    @Test
    void theSampledChannelsOfALayerWhoseEndIsNotSupported() throws IOException {
        Path x = folder.resolve("x.npy");
        Path y = folder.resolve("y.npy");
        Npy.write(x, Checkpoints.read(FILES.resolve("pruned.npz")).get("x"));
        Path weights = FILES.resolve("super-resolution-3x3.pth");
        Command.run("upsample", x, y, "--weights", weights).fails(
                ExitCode.USAGE, "end_conv.weight F32(3, 8, 3, 3)", "--without-end-conv");
        Command.run("upsample", x, y, "--weights", weights, "--without-end-conv", "--dtype", "f16").succeeds();
        assertEquals(DType.F16, Npy.read(y).dtype());
        assertEquals("(1, 8, 10, 12)", Npy.read(y).shapeString());
    }

    @Test
    void convertRoundsToATypeThatIsAskedFor() throws IOException {
        Path out = folder.resolve("half.safetensors");
        Command.run("convert", FILES.resolve("swapped-positions.pth"), out, "--dtype", "bf16").succeeds();
        assertEquals(DType.BF16, Checkpoints.read(out).get("up.offset.weight").dtype());
        Command.run("convert", FILES.resolve("swapped-positions.pth"), out, "--dtype", "f8").fails(
                ExitCode.USAGE, "'f8' is not f32, f16 or bf16");
    }

    @Test
    void aPictureForTheLastLayerOfANetwork() {
        Path photo = Path.of("../testdata/demo/chelsea.png");
        Command.run("upsample", photo, folder.resolve("y.png"), "--weights", FILES.resolve("super-resolution-4.pth"))
                .fails(ExitCode.USAGE, "the layer takes 48", "the last layer of a network");
        assertFalse(Files.exists(folder.resolve("y.png")));
    }

    /** 16384 × 16384 pixels of 64 bits in the header of a file of 69 bytes. */
    @Test
    void aPictureThatClaimsMoreThanItsSizeCanHold() throws IOException {
        byte[] bomb = Base64.getDecoder().decode(
                "iVBORw0KGgoAAAANSUhEUgAAQAAAAEAAEAYAAAD5WMzHAAAADElEQVR4nGNgoD0AAABkAAGGZDw1AAAA"
                        + "AElFTkSuQmCC");
        Path file = Files.write(folder.resolve("bomb.png"), bomb);
        Command refused = Command.run("upsample", file, folder.resolve("y.png")).fails(
                ExitCode.FILE, "16384 x 16384 pixels cannot be in a file of 69 bytes");
        assertTrue(refused.err().getBytes(StandardCharsets.UTF_8).length < 500);
    }
}
