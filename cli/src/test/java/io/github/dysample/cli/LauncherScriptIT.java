package io.github.dysample.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.io.DySampleLayers;
import io.github.dysample.io.NdArray;
import io.github.dysample.io.Npy;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the bash script that starts the image takes care of: links, signals, locales, streams of all kinds. */
@DisabledOnOs(OS.WINDOWS) // it tests the bash script; there the image has dysample.bat, which ImageIT starts
class LauncherScriptIT {
    @TempDir
    private Path folder;

    private ImageRun of(Path program, Object... args) throws IOException, InterruptedException {
        return ImageRun.of(
                program, folder, Map.of("PATH", ""), ProcessBuilder.Redirect.to(ImageRun.err(folder).toFile()), args);
    }

    @Test
    void aSuiteThatIsInterruptedLeavesNothing() throws Exception {
        Process process = new ProcessBuilder(ImageRun.LAUNCHER.toString(), "golden", "suite", "--suite", "standard")
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

    @Test
    void aTrainingThatIsInterruptedLeavesACheckpoint() throws Exception {
        Npy.write(folder.resolve("x.npy"), NdArray.of(new float[4 * 9], 1, 4, 3, 3));
        Npy.write(folder.resolve("y.npy"), NdArray.of(new float[4 * 36], 1, 4, 6, 6));
        Path said = folder.resolve("said");
        Process process = new ProcessBuilder(ImageRun.LAUNCHER.toString(), "train", "--input", "x.npy", "--target",
                "y.npy", "--out", "layer.safetensors", "--steps", "100000000")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        while (!Files.readString(said).contains("100000000 steps")) {
            assertTrue(process.isAlive(), Files.readString(said));
            Thread.onSpinWait();
        }
        process.destroy();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "still running");
        assertEquals(128 + 15, process.exitValue());
        assertTrue(Files.readString(said).contains("; the same command with --resume goes on from"
                + " layer.checkpoint.safetensors"), Files.readString(said));
        assertEquals(4, DySampleLayers.read(folder.resolve("layer.checkpoint.safetensors")).config().channels());
        assertFalse(Files.exists(folder.resolve("layer.safetensors")));
    }

    private static boolean holdsAny(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isPresent();
        }
    }

    @Test
    void itRunsThroughLinks() throws Exception {
        Files.createDirectories(folder.resolve("a b"));
        Path link = Files.createSymbolicLink(folder.resolve("a b/first"), ImageRun.LAUNCHER);
        Path second = Files.createSymbolicLink(folder.resolve("second"), Path.of("a b/first"));
        Path bin = Files.createSymbolicLink(folder.resolve("bin"), ImageRun.LAUNCHER.getParent());
        try {
            for (Path launcher : List.of(link, second, bin.resolve("dysample"))) {
                ImageRun ended = of(launcher, "--version");
                assertEquals(new ImageRun(0, "dysample " + Version.text() + "\n", ""), ended);
            }
        } finally {
            // JUnit complains of links that lead out of the folder it deletes.
            Files.delete(link);
            Files.delete(bin);
        }
    }

    @Test
    void anErrorStandsBetweenItsNeighboursInOneFile() throws Exception {
        String line = "dysample: missing.pth: no such file or directory\n";
        String script = "echo before >&2; '" + ImageRun.LAUNCHER + "' layers missing.pth; echo after $? >&2";
        ImageRun separate = of(Path.of("/bin/bash"), "-c", script);
        assertEquals(new ImageRun(0, "", "before\n" + line + "after 3\n"), separate);
        ImageRun together = of(Path.of("/bin/bash"), "-c", "{ " + script + "; } 2>&1");
        assertEquals(new ImageRun(0, "before\n" + line + "after 3\n", ""), together);
    }

    @Test
    void aSignalToTheLauncherEndsTheJvm() throws Exception {
        Process process = new ProcessBuilder(ImageRun.LAUNCHER.toString(), "demo", "--out", folder.toString()).start();
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
        Process process = new ProcessBuilder(ImageRun.LAUNCHER.toString(), "layers", "missing.pth").start();
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals("dysample: missing.pth: no such file or directory\n", err);
        assertEquals(3, process.waitFor());
    }

    @Test
    void aFullDiskIsAFileError() throws Exception {
        Process process = new ProcessBuilder(ImageRun.LAUNCHER.toString(), "info")
                .redirectOutput(new File("/dev/full"))
                .start();
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals("dysample: standard output could not be written\n", err);
        assertEquals(3, process.waitFor());
    }

    @Test
    void standardInputAndOutputCarryFiles() throws Exception {
        Path x = Path.of("../testdata/cases/odd-3x5/x.npy").toRealPath();
        String script = "'" + ImageRun.LAUNCHER + "' convert - - < '" + x + "' | '" + ImageRun.LAUNCHER
                + "' upsample - - > y.npy && '" + ImageRun.LAUNCHER + "' upsample '" + x + "' expected.npy";
        ImageRun ended = of(Path.of("/bin/bash"), "-c", script);
        assertEquals(new ImageRun(0, ended.out(), ""), ended);
        assertEquals(-1, Files.mismatch(folder.resolve("expected.npy"), folder.resolve("y.npy")));
        ImageRun closed = of(Path.of("/bin/bash"), "-c", "'" + ImageRun.LAUNCHER + "' convert - - <&-");
        assertEquals(new ImageRun(
                3, "", "dysample: standard input: nothing came; - reads a .npy array or a picture from it\n"), closed);
    }

    @Test
    void aReaderThatStopsReadingDoesNotMatter() throws Exception {
        String script = "set -o pipefail; '" + ImageRun.LAUNCHER + "' golden --help | { read -r line; exec 0<&-; }";
        for (int i = 0; i < 3; i++) {
            assertEquals(new ImageRun(0, "", ""), of(Path.of("/bin/bash"), "-c", script));
        }
        String closed = "'" + ImageRun.LAUNCHER + "' layers '" + Path.of("../testdata/cases").toRealPath()
                + "/odd-3x5/weights.safetensors' --json > >(exec 0<&-; /bin/sleep 3)";
        assertEquals(new ImageRun(0, "", ""), of(Path.of("/bin/bash"), "-c", closed));
    }

    @Test
    void bashCompletesCommandsAndOptions() throws Exception {
        String script = "source <('" + ImageRun.LAUNCHER + "' completion bash)\n"
                + "complete_last() { COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); _complete_dysample 2> /dev/null;"
                + " echo \"${COMPREPLY[@]}\"; }\n"
                + "complete_last dysample ups; complete_last dysample upsample --thr;"
                + " complete_last dysample op pixel-s; complete_last dysample convert --format ''\n";
        ImageRun ended = of(Path.of("/bin/bash"), "-c", script);
        assertEquals(new ImageRun(0, "upsample\n--threads\npixel-shuffle\nnpy png jpg tif\n", ""), ended);
    }

    @Test
    void aClosedStandardErrorChangesNothing() throws Exception {
        ImageRun ended = of(Path.of("/bin/bash"), "-c", "'" + ImageRun.LAUNCHER + "' layers missing.pth 2>&-");
        assertEquals(new ImageRun(3, "", ""), ended);
    }

    @Test
    void fileNamesBeyondAsciiWorkInAnyLocale() throws Exception {
        for (Map<String, String> environment : List.of(
                Map.of("PATH", ""), Map.of("LC_ALL", "C"), Map.of("LANG", "xx_YY.UTF-8"))) {
            ImageRun ended = ImageRun.in(folder, environment, "init", "größe.npz", "--channels", 4);
            assertEquals(new ImageRun(0, ended.out(), ""), ended);
            assertTrue(ended.out().endsWith(" in größe.npz\n"), ended.out());
            Files.delete(folder.resolve("größe.npz"));
        }
    }
}
