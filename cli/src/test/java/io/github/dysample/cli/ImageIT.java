package io.github.dysample.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The image that {@code package} left, as users have it on any operating system: any directory, no JDK on the PATH. */
class ImageIT {
    @TempDir
    private Path folder;

    @Test
    void infoFindsTheVectorModuleByItself() throws Exception {
        ImageRun info = ImageRun.in(folder, "info");
        assertEquals(new ImageRun(0, info.out(), ""), info);
        assertTrue(info.out().contains("JDK           " + Runtime.version().feature()), info.out());
        assertFalse(info.out().contains("module is missing"), info.out());
        assertFalse(info.out().contains("--add-modules"), info.out());
        assertTrue(info.out().contains("backend       cuda, "), info.out());
        assertFalse(info.out().contains("--enable-native-access"), info.out());
    }

    @Test
    void aLayerIsMadeListedAndUsed() throws Exception {
        assertEquals(0, ImageRun.in(folder, "init", "layer.safetensors", "--channels", 3, "--groups", 3).code());
        ImageRun layers = ImageRun.in(folder, "layers", "layer.safetensors");
        assertEquals("", layers.err());
        assertTrue(layers.out().contains("DySample, 3 channels"), layers.out());
        Files.copy(Path.of("../testdata/demo/chelsea.png"), folder.resolve("cat.png"));
        ImageRun upsample = ImageRun.in(
                folder, "upsample", "cat.png", "large.png", "--weights", "layer.safetensors", "--threads", 2);
        assertEquals(new ImageRun(0, upsample.out(), ""), upsample);
        assertTrue(PictureFiles.read(folder.resolve("large.png")).hasShape(1, 3, 600, 902));
    }

    @Test
    void itsClassesAreArchivedForSmallAndLargeHeaps() throws Exception {
        for (String heap : new String[] {"-XX:+UseCompressedOops", "-XX:-UseCompressedOops"}) {
            // Without an archive that fits, this JVM would not start.
            Map<String, String> environment = Map.of("JDK_JAVA_OPTIONS", "-Xshare:on " + heap);
            ImageRun ended = ImageRun.in(folder, environment, "--version");
            assertEquals("dysample " + Version.text() + "\n", ended.out(), ended.err());
            assertEquals(0, ended.code());
        }
    }

    @Test
    void anArchiveThatDoesNotFitIsNotMentioned() throws Exception {
        Map<String, String> environment = Map.of("JDK_JAVA_OPTIONS", "-XX:ObjectAlignmentInBytes=16");
        ImageRun ended = ImageRun.in(folder, environment, "--version");
        assertEquals("dysample " + Version.text() + "\n", ended.out());
        assertEquals("NOTE: Picked up JDK_JAVA_OPTIONS: -XX:ObjectAlignmentInBytes=16\n", ended.err());
    }

    @Test
    void benchMeasures() throws Exception {
        ImageRun bench = ImageRun.in(
                folder, "bench", "--shape", "1x8x9x9", "--repetitions", 3, "--threads", 2, "--format", "json");
        assertEquals(new ImageRun(0, bench.out(), ""), bench);
        assertTrue(bench.out().startsWith("[{\"backend\":\"scalar\","), bench.out());
    }

    @Test
    void theManualIsWhereItIsLookedFor() throws Exception {
        Path pages = ImageRun.LAUNCHER.getParent().resolveSibling("share/man/man1");
        String page = Files.readString(pages.resolve("dysample-verify.1"));
        assertTrue(page.startsWith(".TH DYSAMPLE\\-VERIFY 1"), page);
        assertTrue(Files.exists(pages.resolve("dysample.1")));
    }

    @Test
    void anErrorIsOneLineInAFile() throws Exception {
        String line = "dysample: missing.pth: no such file or directory\n";
        assertEquals(new ImageRun(3, "", line), ImageRun.in(folder, "layers", "missing.pth"));
        Files.writeString(ImageRun.err(folder), "before\n");
        ImageRun appended = ImageRun.of(ImageRun.LAUNCHER, folder, Map.of(),
                ProcessBuilder.Redirect.appendTo(ImageRun.err(folder).toFile()), "layers", "missing.pth");
        assertEquals(new ImageRun(3, "", "before\n" + line), appended);
        assertEquals(2, ImageRun.in(folder, "upsample").code());
    }

    @Test
    void tooLittleMemoryIsOneLine() throws Exception {
        assertEquals(0, ImageRun.in(folder, "init", "layer.npz", "--channels", 3, "--scale", 9).code());
        Files.copy(Path.of("../testdata/demo/chelsea.png"), folder.resolve("cat.png"));
        Map<String, String> environment = Map.of("JDK_JAVA_OPTIONS", "-Xmx32m");
        ImageRun ended = ImageRun.in(folder, environment, "upsample", "cat.png", "y.png", "--weights", "layer.npz");
        assertEquals(3, ended.code());
        List<String> lines = ended.err().lines().filter(line -> line.startsWith("dysample")).toList();
        assertEquals(1, lines.size(), ended.err());
        assertTrue(lines.getFirst().startsWith("dysample: out of memory: "), ended.err());
        assertTrue(Files.notExists(folder.resolve("y.png")));
    }

    @Test
    void whatTheJvmSaysElsewherePasses() throws Exception {
        Map<String, String> environment = Map.of("JAVA_TOOL_OPTIONS", "-Ddysample.nothing=1");
        ImageRun ended = ImageRun.in(folder, environment, "--version");
        assertEquals(0, ended.code());
        assertEquals("Picked up JAVA_TOOL_OPTIONS: -Ddysample.nothing=1\n", ended.err());
    }
}
