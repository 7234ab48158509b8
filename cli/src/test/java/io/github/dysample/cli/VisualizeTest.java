package io.github.dysample.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.io.NdArray;
import io.github.dysample.io.Npy;
import io.github.dysample.verify.internal.report.Ramp;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VisualizeTest {
    @TempDir
    private Path folder;

    private static int colours(Path picture) throws IOException {
        BufferedImage image = ImageIO.read(picture.toFile());
        Set<Integer> colours = new HashSet<>();
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                colours.add(image.getRGB(x, y));
            }
        }
        return colours.size();
    }

    private Path golden(Object... options) throws IOException {
        Path suite = folder.resolve("suite");
        Object[] all = new Object[options.length + 2];
        all[0] = "golden";
        all[1] = suite;
        System.arraycopy(options, 0, all, 2, options.length);
        Command.run(all).succeeds();
        try (var cases = Files.list(suite.resolve("cases"))) {
            return cases.findFirst().orElseThrow();
        }
    }

    @Test
    void aCase() throws IOException {
        Path golden = golden("--offsets", "large", "--batch", 2);
        Path out = folder.resolve("sheet.png");
        Command.run("visualize", golden, out).succeeds().prints("picture in ");
        int height = ImageIO.read(out.toFile()).getHeight();
        assertTrue(colours(out) > 200);
        Path actual = golden.resolve("y.npy");
        Command.run("visualize", "--force", golden, out, "--actual", actual, "--channel", 15, "--item", 1).succeeds();
        assertTrue(ImageIO.read(out.toFile()).getHeight() > height);
    }

    @Test
    void whatIsNoCaseIsSaid() throws IOException {
        Path golden = golden("--channels", 4);
        Path out = folder.resolve("sheet.png");
        for (Path other : new Path[] {folder, golden.resolve("x.npy"), folder.resolve("missing")}) {
            Command.run("visualize", other, out).fails(ExitCode.USAGE, other + ": is not the folder of a golden case");
        }
        Command.run("visualize", golden, folder.resolve("sheet.jpg"))
                .fails(ExitCode.USAGE, "sheet.jpg: the name must end in .png");
    }

    @Test
    void numbersThatAreNone() throws IOException {
        Path suite = folder.resolve("standard");
        Command.run("golden", suite, "--suite", "standard").succeeds();
        for (String name : new String[] {"nan-propagated", "repeated-edge", "wrapped-offsets", "size-one-pixel",
            "size-wide", "size-tall", "offsets-zero"}) {
            Command.run("visualize", suite.resolve("cases").resolve(name), folder.resolve(name + ".png")).succeeds();
        }
    }

    private static boolean has(Path picture, Color colour) throws IOException {
        BufferedImage image = ImageIO.read(picture.toFile());
        return IntStream.range(0, image.getWidth() * image.getHeight())
                .anyMatch(i -> image.getRGB(i % image.getWidth(), i / image.getWidth()) == colour.getRGB());
    }

    @Test
    void aResultThatIsNoNumberIsNoSmallDifference() throws IOException {
        Path golden = golden("--channels", 4);
        Path out = folder.resolve("sheet.png");
        Command.run("visualize", golden, out, "--actual", golden.resolve("y.npy")).succeeds();
        assertFalse(has(out, Ramp.NOT_FINITE));
        NdArray y = Npy.read(golden.resolve("y.npy"));
        y.toFloats()[0] = Float.NaN;
        Path actual = folder.resolve("y.npy");
        Npy.write(actual, y);
        Command.run("visualize", golden, out, "--actual", actual, "--force").succeeds();
        assertTrue(has(out, Ramp.NOT_FINITE));
    }

    /** A strip of three pixels could not be read. */
    @Test
    void aLongMapIsShownInPart() throws IOException {
        Path out = folder.resolve("sheet.png");
        Command.run("visualize", golden("--height", 2, "--width", 300), out).succeeds();
        assertEquals(496, ImageIO.read(out.toFile()).getHeight());
    }

    @Test
    void aCheckpointAndAPicture() throws IOException {
        Path weights = folder.resolve("layer.safetensors");
        Command.run("init", weights, "--channels", 3, "--scale", 3).succeeds();
        Path out = folder.resolve("sheet.png");
        Command.run("visualize", "--weights", weights, "--input", "../testdata/demo/chelsea.png", out).succeeds();
        assertEquals(1228, ImageIO.read(out.toFile()).getWidth());
    }

    @Test
    void wrongUsage() throws IOException {
        Path golden = golden("--channels", 8);
        Path out = folder.resolve("sheet.png");
        Command.run("visualize", out).fails(ExitCode.USAGE, "CASE", "--weights");
        Command.run("visualize", golden, out, "--input", golden.resolve("x.npy")).fails(ExitCode.USAGE, "CASE");
        Command.run("visualize", golden, folder.resolve("sheet.jpg")).fails(ExitCode.USAGE, "sheet.jpg", ".png");
        Command.run("visualize", golden, out, "--channel", 8).fails(ExitCode.USAGE, "--channel", "8", "0 to 7");
        Command.run("visualize", golden, out, "--item", -1).fails(ExitCode.USAGE, "--item", "-1");
        Command.run("visualize", golden, out, "--actual", golden.resolve("x.npy"))
                .fails(ExitCode.USAGE, "x.npy", "(1, 8, 7, 9)", "(1, 8, 14, 18)");
        assertFalse(Files.exists(out));
    }
}
