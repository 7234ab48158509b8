package io.github.dysample.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The comparison, the report and JMH between them, on the least there is to measure. */
class ForkTest {
    @Test
    void fromMeasurementToReport(@TempDir Path folder) throws Exception {
        Path results = folder.resolve("results.json");
        Path page = folder.resolve("all.md");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        run(folder, java, "io.github.dysample.jmh.compare.Main", "--out", results.toString(), "--engines", "dysample",
                "--shapes", "seed", "--styles", "lp", "--scopes", "static", "--threads", "1", "--forks", "1",
                "--warm-ups", "1", "--iterations", "1", "--bits", "128");
        assertTrue(Files.readString(folder.resolve("results.json.log"))
                .contains("engine dysample, backend vector, 128-bit vectors, 1 thread"));
        run(folder, java, "io.github.dysample.jmh.report.Main", results.toString(), "--all", page.toString());
        assertTrue(Files.readString(page)
                .contains("| 4×512×7×7 ×2 | lp, static scope | 1 | this library | 128 bits |"));
    }

    private static void run(Path folder, String java, String main, String... args) throws Exception {
        // Nothing is measured here, so it may run beside a measurement.
        ProcessBuilder builder = new ProcessBuilder(
                java, "-Djmh.ignoreLock=true", "--sun-misc-unsafe-memory-access=allow", "-cp",
                System.getProperty("java.class.path"), main);
        builder.command().addAll(List.of(args));
        Path output = folder.resolve("output.txt");
        builder.redirectErrorStream(true).redirectOutput(output.toFile());
        assertEquals(0, builder.start().waitFor(), () -> read(output));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }
}
