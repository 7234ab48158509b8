package io.github.dysample.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.cli.build.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A run of the image that {@code package} left, or of what starts it, and what came of it. */
record ImageRun(int code, String out, String err) {
    static final Path LAUNCHER =
            Programs.of(Path.of(System.getProperty("dysample.image"))).command();

    /** The JVM's; the Windows launcher cannot keep it back. */
    private static final String ANNOUNCEMENT = "WARNING: Using incubator modules: jdk.incubator.vector\n";

    /** Without a JDK on the PATH. */
    static ImageRun in(Path folder, Object... args) throws IOException, InterruptedException {
        return in(folder, Map.of("PATH", ""), args);
    }

    static ImageRun in(Path folder, Map<String, String> environment, Object... args)
            throws IOException, InterruptedException {
        return of(LAUNCHER, folder, environment, ProcessBuilder.Redirect.to(err(folder).toFile()), args);
    }

    /** Runs {@code program} in {@code folder}, where its streams end up in {@code out.txt} and {@link #err}. */
    static ImageRun of(Path program, Path folder, Map<String, String> environment, ProcessBuilder.Redirect err,
            Object... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        for (Object arg : args) {
            command.add(arg.toString());
        }
        Path out = folder.resolve("out.txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err);
        // All but what Windows needs to start a program at all.
        builder.environment().keySet().removeIf(name -> !name.equalsIgnoreCase("SystemRoot"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "still running");
        String said = text(err(folder));
        return new ImageRun(
                process.exitValue(), text(out), isBatch() ? said.replace(ANNOUNCEMENT, "") : said);
    }

    static Path err(Path folder) {
        return folder.resolve("err.txt");
    }

    private static boolean isBatch() {
        return LAUNCHER.toString().endsWith(".bat");
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file).replace("\r\n", "\n");
    }
}
