package io.github.dysample.jmh.cold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole of it, on the least there is to measure. */
class ColdTest {
    @TempDir
    private Path folder;

    @Test
    void fromProcessesToTable() throws Exception {
        Path results = folder.resolve("cold.json");
        String output = run(0, "--out", results.toString(), "--shapes", "1x16x4x4", "--rows", "first,bits",
                "--forks", "1", "--calls", "2", "--python", "no-such-python");
        assertTrue(output.contains("[7/7] checked automatic 1x16x4x4"), output);
        assertTrue(output.contains("| first call, over scalar's | 1.30 | "), output);
        assertTrue(output.contains("| different outputs, of all calls of all three | 1 | 1 |"), output);
        assertTrue(output.contains("Without PyTorch: "), output);
        String json = Files.readString(results);
        assertTrue(json.contains("\"shape\":\"1x16x4x4\",\"choice\":\"AUTOMATIC\""), json);
        assertTrue(json.contains("\"benchmark\":\"cold.BITS\""), json);
        assertTrue(run(2, "--out", results.toString()).contains("cold.json exists"));
    }

    @Test
    void wrongArguments() throws Exception {
        assertTrue(run(2, "--shapes", "1x10x4x4").contains("--shapes: "));
        assertTrue(run(2, "--forks", "0").contains("--forks is 0, must be at least 1"));
    }

    private String run(int code, String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of(args));
        Path output = folder.resolve("output.txt");
        Process process =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        int ended = process.waitFor();
        String text = Files.readString(output);
        assertEquals(code, ended, text);
        return text;
    }
}
