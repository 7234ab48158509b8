package io.github.dysample.selection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.Backends;
import io.github.dysample.DySample;
import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which backend is chosen, and what is said about it, in JVMs started with and without what the vector one needs. */
class SelectionTest {
    private static final String VECTOR = "--add-modules=jdk.incubator.vector";
    private static final String FORCE = "-D" + Backends.PROPERTY + "=";
    private static final String SCALAR_PROBE = "Available[detail=plain loops]";
    private static final long PATIENCE_SECONDS = 120;

    @TempDir
    private Path folder;

    @Test
    void withTheModuleTheVectorBackendIsChosen() throws Exception {
        Answer answer = run(VECTOR);
        assertEquals("vector,vector", answer.get("best"));
        assertTrue(answer.get("vector").matches("Available\\[detail=\\d+-bit vectors]"), answer.get("vector"));
        assertEquals(SCALAR_PROBE, answer.get("scalar"));
        assertTrue(answer.get("why").matches("vector is the best available \\(\\d+-bit vectors\\)"), answer.get("why"));
        assertEquals(expectedBits(), answer.get("bits"));
        assertEquals(0, answer.logged());
    }

    @Test
    void withoutTheModuleTheScalarOneIsAndSaysSoOnce() throws Exception {
        Answer answer = run();
        assertFallback(answer, "--add-modules jdk.incubator.vector");
        assertEquals(1, answer.logged());
    }

    @ParameterizedTest
    @CsvSource({
        "-Xint, the C2 compiler is off",
        "-XX:TieredStopAtLevel=1, the C2 compiler is off",
        "-XX:-UseFMA, the CPU has no fused multiply-add",
        "-XX:MaxVectorSize=8, the JVM offers vectors of 64 bits",
        "-XX:+UnlockExperimentalVMOptions -XX:-EnableVectorSupport, the compiler does not know vectors"
    })
    void aJvmThatCannotRunItFast(String options, String reason) throws Exception {
        Answer answer = run((VECTOR + " " + options).split(" "));
        assertFallback(answer, reason);
        assertEquals(1, answer.logged());
    }

    @Test
    void asModule() throws Exception {
        Answer answer = run(VECTOR, "--module-path", classes(Backends.class), "--add-modules=io.github.dysample");
        assertEquals("io.github.dysample", answer.get("module"));
        assertEquals("vector,vector", answer.get("best"));
        assertEquals(expectedBits(), answer.get("bits"));
    }

    @Test
    void asModuleWithoutTheVectorModule() throws Exception {
        Answer answer = run("--module-path", classes(Backends.class), "--add-modules=io.github.dysample");
        assertEquals("io.github.dysample", answer.get("module"));
        assertFallback(answer, "--add-modules jdk.incubator.vector");
    }

    @Test
    void inAnImageOfTheLeastModules() throws Exception {
        // No java.management to ask about fma, and no java.logging.
        Answer answer = run(VECTOR, "--limit-modules=java.base,jdk.incubator.vector");
        assertEquals("vector,vector", answer.get("best"));
        assertFallback(run("--limit-modules=java.base"), "--add-modules jdk.incubator.vector");
    }

    @Test
    void scalarByName() throws Exception {
        Answer answer = run(VECTOR, FORCE + "scalar");
        assertEquals("scalar,scalar", answer.get("best"));
        assertEquals("scalar was asked for by -Ddysample.backend", answer.get("why"));
        assertEquals(expectedBits(), answer.get("bits"));
        assertEquals(0, answer.logged());
    }

    @Test
    void vectorByName() throws Exception {
        Answer answer = run(VECTOR, FORCE + "vector");
        assertEquals("vector,vector", answer.get("best"));
        assertEquals("vector was asked for by -Ddysample.backend", answer.get("why"));
    }

    @Test
    void aBlankNameIsNone() throws Exception {
        assertEquals("vector,vector", run(VECTOR, FORCE).get("best"));
    }

    @Test
    void vectorByNameWhereItCannotRunIsAnError() throws Exception {
        Answer answer = run(FORCE + "vector");
        String message = answer.get("refused");
        assertTrue(message.startsWith("-Ddysample.backend=vector: backend vector is unavailable: "), message);
        assertTrue(message.endsWith("start java with --add-modules jdk.incubator.vector"), message);
        assertEquals(0, answer.logged());
    }

    @Test
    void anUnknownNameIsAnError() throws Exception {
        Answer answer = run(VECTOR, FORCE + "gpu");
        assertEquals(
                "-Ddysample.backend=gpu: there is no backend \"gpu\", only vector, scalar", answer.get("refused"));
    }

    private void assertFallback(Answer answer, String reason) {
        assertEquals("scalar,scalar", answer.get("best"));
        assertEquals(SCALAR_PROBE, answer.get("scalar"));
        assertTrue(answer.get("vector").startsWith("Unavailable[reason="), answer.get("vector"));
        assertTrue(answer.get("vector").contains(reason), answer.get("vector"));
        String why = answer.get("why");
        assertTrue(why.startsWith("scalar is the best available (plain loops); vector is unavailable: "), why);
        assertTrue(why.contains(reason), why);
        assertEquals(expectedBits(), answer.get("bits"));
    }

    private static String expectedBits() {
        DySampleWeights weights = DySampleWeights.initial(DySampleConfig.dySample(8), 1);
        return Integer.toString(SelectionMain.bits(DySample.of(weights, "scalar")));
    }

    /** What a child JVM said. */
    private record Answer(Map<String, String> values, String errors) {
        String get(String key) {
            return values.getOrDefault(key, "nothing; " + values + errors);
        }

        long logged() {
            return errors.lines().filter(line -> line.contains("vector is unavailable")).count();
        }
    }

    /** Runs {@link SelectionMain} in a JVM of the same kind; its output goes to files, so that nothing can block. */
    private Answer run(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.add("-Dstdout.encoding=UTF-8");
        command.add("-cp");
        command.add(List.of(options).contains("--module-path")
                ? classes(SelectionMain.class)
                : classes(SelectionMain.class) + System.getProperty("path.separator") + classes(Backends.class));
        command.add(SelectionMain.class.getName());

        Path out = folder.resolve("out");
        Path errors = folder.resolve("errors");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(errors.toFile());
        builder.environment().keySet().removeAll(List.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS"));
        Process process = builder.start();
        boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly();
        }
        String said = Files.readString(errors, StandardCharsets.UTF_8);
        assertTrue(ended, () -> command + " does not end: " + said);
        assertEquals(0, process.exitValue(), () -> command + " failed: " + said);
        Map<String, String> values = new HashMap<>();
        for (String line : Files.readAllLines(out)) {
            values.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
        }
        return new Answer(values, said);
    }

    private static String classes(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
        } catch (URISyntaxException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
