package io.github.dysample.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Fuzzes the targets of a module with Jazzer, guided by which branches are taken; each in a JVM of its own, since a
 * find may be one that takes the JVM down. Not part of the usual tests; see the profile {@code fuzz}.
 *
 * <p>The system property {@value #SECONDS} says how long each target takes, {@value #TARGETS} which ones, separated by
 * commas. Under {@code target/fuzz} a target has its log, what it found, and its corpus, with which the next run goes
 * on.
 */
public abstract class CoverageGuided {
    private static final String SECONDS = "fuzz.seconds";
    private static final String TARGETS = "fuzz.targets";

    /** Longer inputs are slower and find no more. */
    private static final int MOST_BYTES = 1 << 14;

    /** For one input, on a machine that may be busy: {@link FuzzEntry} counts the processor's time. */
    private static final int MOST_SECONDS = 120;

    /** The classes whose branches guide: ours, and those that decode for us. */
    private static final String GUIDING = "io.github.dysample.**:tools.jackson.**:com.sun.imageio.plugins.**";

    private static final int SHOWN_LINES = 40;

    private final Class<? extends FuzzTarget.Source> source;

    /** Fuzzes the targets of a source. */
    protected CoverageGuided(Class<? extends FuzzTarget.Source> source) {
        this.source = source;
    }

    @TestFactory
    Stream<DynamicTest> targets() throws ReflectiveOperationException, IOException {
        String chosen = System.getProperty(TARGETS, "");
        Set<String> names = Set.of(chosen.split(","));
        return FuzzTarget.Source.of(source).stream()
                .filter(target -> chosen.isEmpty() || names.contains(target.name()))
                .map(target -> DynamicTest.dynamicTest(target.name(), () -> fuzz(target)));
    }

    private void fuzz(FuzzTarget target) throws IOException, InterruptedException {
        Path folder = Path.of("target", "fuzz", target.name()).toAbsolutePath();
        Path corpus = Files.createDirectories(folder.resolve("corpus"));
        for (int i = 0; i < target.seeds().size(); i++) {
            Files.write(corpus.resolve("seed-" + i), target.seeds().get(i));
        }
        Path dictionary = folder.resolve("words");
        Files.write(dictionary, target.words().stream().map(CoverageGuided::quoted).toList());
        Path log = folder.resolve("log");
        Process jazzer = new ProcessBuilder(command(target, folder, dictionary, corpus))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        int code;
        try {
            code = jazzer.waitFor();
        } finally {
            jazzer.destroyForcibly();
        }
        assertEquals(0, code, () -> "a find, or no start, in " + folder + ":\n" + end(log));
    }

    private List<String> command(FuzzTarget target, Path folder, Path dictionary, Path corpus) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:+EnableDynamicAgentLoading",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dbasedir=" + Path.of(System.getProperty("basedir", ".")).toAbsolutePath(),
                "-cp", System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + FuzzEntry.class.getName(),
                "--target_args=" + source.getName() + " " + target.name(),
                "--instrumentation_includes=" + GUIDING,
                "--instrumentation_excludes=io.github.dysample.testing.**",
                "--reproducer_path=" + folder,
                "-artifact_prefix=" + folder + "/",
                "-dict=" + dictionary,
                "-max_total_time=" + Integer.getInteger(SECONDS, 20),
                "-max_len=" + MOST_BYTES,
                "-timeout=" + MOST_SECONDS,
                "-rss_limit_mb=0", // the heap is limited by the JVM, and allocations are counted
                corpus.toString());
    }

    /** As libFuzzer's dictionaries have it: one byte per character. */
    private static String quoted(String word) {
        return IntStream.range(0, word.length())
                .mapToObj(i -> String.format("\\x%02X", (int) word.charAt(i)))
                .collect(Collectors.joining("", "\"", "\""));
    }

    private static String end(Path log) {
        try {
            List<String> lines = Files.readAllLines(log, ISO_8859_1).stream()
                    .filter(line -> !line.startsWith("INFO: "))
                    .toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }
}
