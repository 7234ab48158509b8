package io.github.dysample.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.Tensor;
import io.github.dysample.io.NdArray;
import io.github.dysample.io.Npy;
import io.github.dysample.verify.internal.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code -} in the place of a file. */
class StandardStreamsTest {
    @TempDir
    private Path folder;

    private Path x;
    private Path y;

    @BeforeEach
    void upsampleFiles() throws IOException {
        float[] values = new float[3 * 4 * 5];
        Random random = new Random(3);
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        x = folder.resolve("x.npy");
        Npy.write(x, NdArray.of(values, 1, 3, 4, 5));
        y = folder.resolve("y.npy");
        Command.run("upsample", x, y).succeeds();
    }

    @Test
    void arraysComeAndGo() throws IOException {
        byte[] given = Files.readAllBytes(x);
        Command upsampled = Command.reading(given, "upsample", "-", "-").succeeds();
        assertArrayEquals(Files.readAllBytes(y), upsampled.bytes());
        assertArrayEquals(given, Command.reading(given, "convert", "-", "-").succeeds().bytes());
        Command shuffled = Command.reading(
                upsampled.bytes(), "op", "pixel-unshuffle", "--factor", 2, "--input", "-", "--output", "-");
        assertEquals("(1, 12, 4, 5)", Npy.read("shuffled", shuffled.succeeds().bytes()).shapeString());
        Path copy = folder.resolve("copy.npy");
        Command.reading(given, "upsample", "-", copy).succeeds().prints("(1, 3, 4, 5) to (1, 3, 8, 10) in ");
        assertEquals(-1, Files.mismatch(y, copy));
    }

    @Test
    void picturesAreKnownByTheirContent() throws IOException {
        for (String format : new String[] {"png", "jpg"}) {
            Command picture = Command.run("upsample", x, "-", "--format", format).succeeds();
            Tensor pixels = Pictures.read("picture", picture.bytes()).tensor();
            assertTrue(pixels.hasShape(1, 3, 8, 10), pixels.shapeString());
            Command array = Command.reading(picture.bytes(), "convert", "-", "-").succeeds();
            assertEquals(pixels, Npy.read("array", array.bytes()).toTensor());
        }
        Command sheet = Command.reading(
                Files.readAllBytes(x), "visualize", "--input", "-", "--weights", layer(), "-").succeeds();
        assertEquals(3, Pictures.read("sheet", sheet.bytes()).tensor().c());
    }

    private Path layer() {
        Path layer = folder.resolve("layer.npz");
        Command.run("init", layer, "--channels", 3).succeeds();
        return layer;
    }

    @Test
    void whatDoesNotFitIsSaid() throws IOException {
        byte[] given = Files.readAllBytes(x);
        Command.reading(new byte[0], "upsample", "-", "-").fails(ExitCode.FILE, "standard input: nothing came");
        Command.reading("text".getBytes(), "upsample", "-", "-").fails(ExitCode.FILE, "standard input: not a picture");
        Command.reading(given, "upsample", "-", "-", "--weights", layer(), "--format", "gif")
                .fails(ExitCode.USAGE, "'gif' is not npy, png, jpg, jpeg, tif or tiff");
        Command.reading(given, "upsample", "-", folder.resolve("z.npy"), "--format", "png")
                .fails(ExitCode.USAGE, "z.npy: the name tells another format than --format");
        Command.reading(given, "upsample", "-", "-", "--format", "png", "--dtype", "f16")
                .fails(ExitCode.USAGE, "--dtype is for arrays");
    }

    @Test
    void aReportTakesThePlaceOfTheText() throws IOException {
        Path suite = folder.resolve("suite");
        Command.run("golden", suite, "--channels", 4).succeeds();
        Command json = Command.run("verify", suite, "--json", "-").succeeds();
        assertEquals(1, Json.read("report", new ByteArrayInputStream(json.bytes())).integer("passed"));
        assertTrue(Command.run("verify", suite, "--junit", "-").succeeds().out().startsWith("<?xml"));
        Command.run("verify", suite, "--junit", "-", "--json", "-").fails(ExitCode.USAGE, "-: named for two reports");
        assertFalse(Files.exists(Path.of("-")));
    }
}
