package io.github.dysample.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.DySample;
import io.github.dysample.cli.Main;
import io.github.dysample.verify.internal.json.Json;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
    @TempDir
    private Path folder;

    @Test
    void theDemoHoldsAndShowsItsNumbers() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Main.run(
                InputStream.nullInputStream(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                "demo", "--out", folder.resolve("new/folder").toString());
        String text = out.toString(StandardCharsets.UTF_8);
        assertEquals("", err.toString(StandardCharsets.UTF_8));
        assertEquals(0, code, text);
        for (String part : new String[] {
            "448 x 300, halved to 224 x 150",
            "(1, 16, 150, 224), by 16 filters",
            "DySample+, 16 channels, scale 2, 4 groups, style lp, dynamic scope",
            "(1, 16, 300, 448)",
            "86400 values recorded",
            "32.54 dB",
            "33.11 dB",
            "33.47 dB",
            "(4, 512, 7, 7) to (4, 512, 14, 14)",
            "DySample+, 264 parameters, 1500 steps of Adam",
            "  nearest             error 0.0183, -0.35 dB on bilinear, 6.12 % wrong pixels",
            "  bilinear            error 0.0169, +0.00 dB on bilinear, 2.03 % wrong pixels",
            "  bicubic             error 0.0136, +0.96 dB on bilinear, 1.11 % wrong pixels",
            "  DySample+           error 0.0106, +2.03 dB on bilinear, 1.76 % wrong pixels"
        }) {
            assertTrue(text.contains(part), () -> "no \"" + part + "\" in:\n" + text);
        }
        assertEquals(2, text.lines().filter(line -> line.endsWith("equal to scalar in every bit")).count(), text);
        assertPicture("upsampled.png", 1592, 1267, text);
        assertPicture("sampling-points.png", 1264, 896, text);
        assertPicture("boundaries.png", 1260, 596, text);
        assertPicture("loss.png", 760, 380, text);
    }

    private void assertPicture(String name, int width, int height, String text) throws IOException {
        File file = folder.resolve("new/folder").resolve(name).toFile();
        assertTrue(text.contains(file.getPath()), text);
        BufferedImage image = ImageIO.read(file);
        assertEquals(width, image.getWidth());
        assertEquals(height, image.getHeight());
    }

    /** What is made of the photograph, and how the usual upsamplers do on it, as recorded from PyTorch. */
    @Test
    void theUsualUpsamplersAreAsFarFromTheClassesAsPyTorchs() throws IOException {
        ClassMap map = ClassMap.of(DemoData.load().photograph());
        Json recorded;
        try (InputStream in = DemoData.class.getResourceAsStream("demo.json")) {
            recorded = Json.read("demo.json", in).object("classMap").object("baselines");
        }
        check(recorded.object("nearest"), ClassErrors.of(Resampling.nearest(map.half(), 2), map.truth()));
        check(recorded.object("bilinear"), ClassErrors.of(Resampling.bilinear(map.half(), 2), map.truth()));
        check(recorded.object("bicubic"), ClassErrors.of(Resampling.bicubic(map.half(), 2), map.truth()));
    }

    private static void check(Json recorded, ClassErrors errors) throws IOException {
        assertEquals(recorded.integer("wrongPixels"), errors.wrong());
        // Float32 here, float64 there.
        assertEquals(recorded.number("meanSquaredError"), errors.meanSquare(), 1e-7);
    }

    @Test
    void errorsAreMeasuredOverTheRecordedValues() throws IOException {
        DemoData data = DemoData.load();
        var x = data.bank().apply(Photograph.half(data.photograph()));
        var y = DySample.of(data.weights()).forward(x);
        Accuracy accuracy = Accuracy.of(y, data);
        assertTrue(accuracy.holds(), accuracy.toString());
        assertEquals(data.sampled().length, accuracy.values());
        y.set(0, 3, 5, 10, Float.NaN);
        assertTrue(!Accuracy.of(y, data).holds(), "a NaN must not pass");
        y.set(0, 3, 5, 10, 100);
        assertTrue(!Accuracy.of(y, data).holds(), "a wrong value must not pass");
    }
}
