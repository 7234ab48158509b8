package io.github.dysample.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The image that {@code package} left, as users have it: any directory, no JDK on the PATH, all kinds of streams. */
class ImageIT {
    private static final Path LAUNCHER =
            Path.of(System.getProperty("dysample.image"), "bin", "dysample").toAbsolutePath();

    @TempDir
    private Path folder;

    private record Ended(int code, String out, String err) {}

    private Ended run(Object... args) throws Exception {
        return run(LAUNCHER, Map.of("PATH", ""), Redirect.TRUNCATED, args);
    }

    /** What a shell does for {@code 2>file} and {@code 2>>file}. */
    private enum Redirect {
        TRUNCATED,
        APPENDED
    }

    private Ended run(Path launcher, Map<String, String> environment, Redirect redirect, Object... args)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        for (Object arg : args) {
            command.add(arg.toString());
        }
        File out = folder.resolve("out.txt").toFile();
        File err = folder.resolve("err.txt").toFile();
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out)
                .redirectError(redirect == Redirect.APPENDED
                        ? ProcessBuilder.Redirect.appendTo(err)
                        : ProcessBuilder.Redirect.to(err));
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "still running");
        return new Ended(process.exitValue(), Files.readString(out.toPath()), Files.readString(err.toPath()));
    }

    @Test
    void infoFindsTheVectorModuleByItself() throws Exception {
        Ended info = run("info");
        assertEquals(new Ended(0, info.out(), ""), info);
        assertTrue(info.out().contains("JDK           25"), info.out());
        assertFalse(info.out().contains("module is missing"), info.out());
        assertFalse(info.out().contains("--add-modules"), info.out());
        assertTrue(info.out().contains("backend       cuda, "), info.out());
        assertFalse(info.out().contains("--enable-native-access"), info.out());
    }

    @Test
    void aSuiteThatIsInterruptedLeavesNothing() throws Exception {
        Process process = new ProcessBuilder(LAUNCHER.toString(), "golden", "suite", "--suite", "standard")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        while (!holdsAny(folder)) {
            assertTrue(process.isAlive(), "ended by itself");
            Thread.onSpinWait();
        }
        process.destroy();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "still running");
        assertEquals(128 + 15, process.exitValue());
        assertFalse(holdsAny(folder));
    }

    private static boolean holdsAny(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isPresent();
        }
    }

    @Test
    void aLayerIsMadeListedAndUsed() throws Exception {
        assertEquals(0, run("init", "layer.safetensors", "--channels", 3, "--groups", 3).code());
        Ended layers = run("layers", "layer.safetensors");
        assertEquals("", layers.err());
        assertTrue(layers.out().contains("DySample, 3 channels"), layers.out());
        Files.copy(Path.of("../testdata/demo/chelsea.png"), folder.resolve("cat.png"));
        Ended upsample = run("upsample", "cat.png", "large.png", "--weights", "layer.safetensors", "--threads", 2);
        assertEquals(new Ended(0, upsample.out(), ""), upsample);
        assertTrue(Pictures.read(folder.resolve("large.png")).hasShape(1, 3, 600, 902));
    }

    @Test
    void itsClassesAreArchivedForSmallAndLargeHeaps() throws Exception {
        for (String heap : new String[] {"-XX:+UseCompressedOops", "-XX:-UseCompressedOops"}) {
            // Without an archive that fits, this JVM would not start.
            Map<String, String> environment = Map.of("JDK_JAVA_OPTIONS", "-Xshare:on " + heap);
            Ended ended = run(LAUNCHER, environment, Redirect.TRUNCATED, "--version");
            assertEquals("dysample " + Version.text() + "\n", ended.out(), ended.err());
            assertEquals(0, ended.code());
        }
    }

    @Test
    void anArchiveThatDoesNotFitIsNotMentioned() throws Exception {
        Map<String, String> environment = Map.of("JDK_JAVA_OPTIONS", "-XX:ObjectAlignmentInBytes=16");
        Ended ended = run(LAUNCHER, environment, Redirect.TRUNCATED, "--version");
        assertEquals("dysample " + Version.text() + "\n", ended.out());
        assertEquals("NOTE: Picked up JDK_JAVA_OPTIONS: -XX:ObjectAlignmentInBytes=16\n", ended.err());
    }

    @Test
    void benchMeasures() throws Exception {
        Ended bench = run("bench", "--shape", "1x8x9x9", "--seconds", 1, "--threads", 2, "--format", "json");
        assertEquals(new Ended(0, bench.out(), ""), bench);
        assertTrue(bench.out().startsWith("[{\"backend\":\"scalar\","), bench.out());
    }

    @Test
    void itRunsThroughLinks() throws Exception {
        Files.createDirectories(folder.resolve("a b"));
        Path link = Files.createSymbolicLink(folder.resolve("a b/first"), LAUNCHER);
        Path second = Files.createSymbolicLink(folder.resolve("second"), Path.of("a b/first"));
        Path bin = Files.createSymbolicLink(folder.resolve("bin"), LAUNCHER.getParent());
        try {
            for (Path launcher : List.of(link, second, bin.resolve("dysample"))) {
                Ended ended = run(launcher, Map.of("PATH", ""), Redirect.TRUNCATED, "--version");
                assertEquals(new Ended(0, "dysample " + Version.text() + "\n", ""), ended);
            }
        } finally {
            // JUnit complains of links that lead out of the folder it deletes.
            Files.delete(link);
            Files.delete(bin);
        }
    }

    @Test
    void anErrorIsOneLineInAFile() throws Exception {
        String line = "dysample: missing.pth: no such file or directory\n";
        assertEquals(new Ended(3, "", line), run("layers", "missing.pth"));
        Files.writeString(folder.resolve("err.txt"), "before\n");
        Ended appended = run(LAUNCHER, Map.of("PATH", ""), Redirect.APPENDED, "layers", "missing.pth");
        assertEquals(new Ended(3, "", "before\n" + line), appended);
        assertEquals(2, run("upsample").code());
    }

    @Test
    void anErrorStandsBetweenItsNeighboursInOneFile() throws Exception {
        String line = "dysample: missing.pth: no such file or directory\n";
        String script = "echo before >&2; '" + LAUNCHER + "' layers missing.pth; echo after $? >&2";
        Ended separate = run(Path.of("/bin/bash"), Map.of(), Redirect.TRUNCATED, "-c", script);
        assertEquals(new Ended(0, "", "before\n" + line + "after 3\n"), separate);
        Ended together = run(Path.of("/bin/bash"), Map.of(), Redirect.TRUNCATED, "-c", "{ " + script + "; } 2>&1");
        assertEquals(new Ended(0, "before\n" + line + "after 3\n", ""), together);
    }

    @Test
    void aSignalToTheLauncherEndsTheJvm() throws Exception {
        Process process = new ProcessBuilder(LAUNCHER.toString(), "demo", "--out", folder.toString()).start();
        // The first line says that the JVM is at work.
        assertTrue(process.getInputStream().read() >= 0);
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "still running");
        assertEquals(128 + 15, process.exitValue());
        assertFalse(children.isEmpty());
        assertTrue(children.stream().noneMatch(ProcessHandle::isAlive), "the JVM was left behind");
    }

    @Test
    void anErrorIsOneLineInAPipe() throws Exception {
        Process process = new ProcessBuilder(LAUNCHER.toString(), "layers", "missing.pth").start();
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals("dysample: missing.pth: no such file or directory\n", err);
        assertEquals(3, process.waitFor());
    }

    @Test
    void tooLittleMemoryIsOneLine() throws Exception {
        assertEquals(0, run("init", "layer.npz", "--channels", 3, "--scale", 9).code());
        Files.copy(Path.of("../testdata/demo/chelsea.png"), folder.resolve("cat.png"));
        Map<String, String> environment = Map.of("JDK_JAVA_OPTIONS", "-Xmx32m");
        Ended ended = run(
                LAUNCHER, environment, Redirect.TRUNCATED, "upsample", "cat.png", "y.png", "--weights", "layer.npz");
        assertEquals(3, ended.code());
        List<String> lines = ended.err().lines().filter(line -> line.startsWith("dysample")).toList();
        assertEquals(1, lines.size(), ended.err());
        assertTrue(lines.getFirst().startsWith("dysample: out of memory: "), ended.err());
        assertTrue(Files.notExists(folder.resolve("y.png")));
    }

    @Test
    void aFullDiskIsAFileError() throws Exception {
        Process process = new ProcessBuilder(LAUNCHER.toString(), "info")
                .redirectOutput(new File("/dev/full"))
                .start();
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals("dysample: standard output could not be written\n", err);
        assertEquals(3, process.waitFor());
    }

    @Test
    void aClosedStandardErrorChangesNothing() throws Exception {
        Path shell = Path.of("/bin/bash");
        Ended ended = run(shell, Map.of(), Redirect.TRUNCATED, "-c", "'" + LAUNCHER + "' layers missing.pth 2>&-");
        assertEquals(new Ended(3, "", ""), ended);
    }

    @Test
    void whatTheJvmSaysElsewherePasses() throws Exception {
        Map<String, String> environment = Map.of("JAVA_TOOL_OPTIONS", "-Ddysample.nothing=1");
        Ended ended = run(LAUNCHER, environment, Redirect.TRUNCATED, "--version");
        assertEquals(0, ended.code());
        assertEquals("Picked up JAVA_TOOL_OPTIONS: -Ddysample.nothing=1\n", ended.err());
    }

    @Test
    void fileNamesBeyondAsciiWorkInAnyLocale() throws Exception {
        for (Map<String, String> environment : List.of(
                Map.of("PATH", ""), Map.of("LC_ALL", "C"), Map.of("LANG", "xx_YY.UTF-8"))) {
            Ended ended = run(LAUNCHER, environment, Redirect.TRUNCATED, "init", "größe.npz", "--channels", 4);
            assertEquals(new Ended(0, ended.out(), ""), ended);
            assertTrue(ended.out().endsWith(" in größe.npz\n"), ended.out());
            Files.delete(folder.resolve("größe.npz"));
        }
    }
}
