package io.github.dysample.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.DySample;
import io.github.dysample.DySampleWeights;
import io.github.dysample.GradientTrace;
import io.github.dysample.Trace;
import io.github.dysample.io.Checkpoints;
import io.github.dysample.io.DType;
import io.github.dysample.io.DySampleLayers;
import io.github.dysample.io.LayerOptions;
import io.github.dysample.io.NdArray;
import io.github.dysample.io.Npy;
import io.github.dysample.verify.Stage;
import io.github.dysample.verify.internal.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoldenTest {
    /** Of the suites' MANIFESTs without their first line, which names the version. */
    private static final String STANDARD = "c3ce9cb71b01ad491e86c3825617844e18c05fa9f16dc1d0747b36b1b8b43d58";
    private static final String GRADIENTS = "c0ff7182ef3434f398e735855f965b92482a07cec9d13071a1d81cfed23cb9dc";
    private static final String HEADS = "b258a23127e972ed409a3c621bfd1e17e204f0da754191c69942f5dc97f7e393";

    @TempDir
    private Path folder;

    @Test
    void oneCaseWithEveryStage() throws IOException {
        Path out = folder.resolve("one");
        Command.run("golden", out, "--channels", 8, "--groups", 2, "--scope", "--height", 3, "--width", 5, "--seed", 7)
                .succeeds()
                .prints("1 case in ");
        checkStages(out.resolve("cases/lp-dynamic-c8-s2-g2-1x3x5-small-seed7"));
        assertTrue(Files.readString(out.resolve("README.md")).contains("coordinates.npy"));
    }

    @Test
    void oneCaseWithAnEndConv() throws IOException {
        Path out = folder.resolve("head");
        Command.run("golden", out, "--channels", 12, "--end-conv", 3, "--height", 3, "--width", 5, "--offsets", "zero")
                .succeeds();
        Path golden = out.resolve("cases/lp-static-c12to3-s2-g4-1x3x5-zero-seed0");
        DySampleWeights weights = checkStages(golden);
        assertEquals("(1, 12, 6, 10)", Npy.read(golden.resolve("sampled.npy")).shapeString());
        assertEquals("(1, 3, 6, 10)", Npy.read(golden.resolve("y.npy")).shapeString());
        assertEquals(3, Json.read(golden.resolve("case.json")).integer("endConvOutputs"));
        // Of this seed, all different and none zero.
        assertEquals(36, distinct(weights.endConvWeight()));
        assertEquals(3, distinct(weights.endConvBias()));
        Command.run("golden", folder.resolve("other"), "--channels", 12, "--end-conv", 3, "--seed", 1).succeeds();
        assertNotEquals(weights.endConvWeight()[0], DySampleLayers.read(
                folder.resolve("other/cases/lp-static-c12to3-s2-g4-1x7x9-small-seed1/weights.safetensors"))
                .endConvWeight()[0]);
    }

    private static long distinct(float[] values) {
        return IntStream.range(0, values.length).mapToObj(i -> values[i]).filter(value -> value != 0).distinct()
                .count();
    }

    @Test
    void theBackwardPassIfItIsAskedFor() throws IOException {
        Path without = folder.resolve("without");
        Path with = folder.resolve("with");
        Command.run("golden", without, "--channels", 8, "--scope", "--end-conv", 3).succeeds();
        Command.run("golden", with, "--channels", 8, "--scope", "--end-conv", 3, "--gradients").succeeds();
        String name = "cases/lp-dynamic-c8to3-s2-g4-1x7x9-small-seed0";
        assertFalse(Files.exists(without.resolve(name).resolve("gradOut.npy")));
        Path golden = with.resolve(name);
        DySampleWeights weights = checkStages(golden);
        GradientTrace trace = DySample.of(weights).traceBackward(
                Npy.read(golden.resolve("x.npy")).toTensor(), Npy.read(golden.resolve("gradOut.npy")).toTensor());
        Json stages = Json.read(golden.resolve("case.json")).object("stages");
        for (Stage stage : Stage.gradientsOf(weights)) {
            NdArray single = Npy.read(golden.resolve(stage.file()));
            assertArrayEquals(stage.of(trace).data(), single.toFloats(), stage.title());
            assertArrayEquals(single.shape(), Npy.read(golden.resolve(stage.exactFile())).shape(), stage.title());
            assertArrayEquals(single.shape(), Arrays.stream(stages.object(stage.title()).integers("shape"))
                    .asLongStream().toArray());
        }
        assertEquals("(3, 8, 1, 1)", Npy.read(golden.resolve("gradEndConvWeight.npy")).shapeString());
        assertEquals("(1, 32, 7, 9)", Npy.read(golden.resolve("kinkDistance.npy")).shapeString());
        Command.run("verify", with).succeeds();
        Command.run("verify", with, "--stage", "gradX,GRADXTAPS").succeeds();
    }

    private static DySampleWeights checkStages(Path golden) throws IOException {
        DySampleWeights weights = DySampleLayers.read(
                Checkpoints.read(golden.resolve("weights.safetensors")), "", LayerOptions.NONE);
        Trace trace = DySample.of(weights).trace(Npy.read(golden.resolve("x.npy")).toTensor());
        Json stages = Json.read(golden.resolve("case.json")).object("stages");
        for (Stage stage : Stage.of(weights.config())) {
            NdArray single = Npy.read(golden.resolve(stage.file()));
            NdArray exact = Npy.read(golden.resolve(stage.exactFile()));
            assertEquals(stage.of(trace), single.toTensor(), stage.title());
            assertArrayEquals(single.shape(), exact.shape());
            assertEquals(stage == Stage.TAPS ? DType.I32 : DType.F32, single.dtype());
            assertEquals(stage == Stage.TAPS ? DType.I32 : DType.F64, exact.dtype());
            assertArrayEquals(
                    stage.of(trace).shape(), stages.object(stage.title()).integers("shape"), stage.title());
            for (int i = 0; i < single.size(); i++) {
                assertEquals(exact.toDoubles()[i], single.toFloats()[i], 1e-5);
            }
        }
        return weights;
    }

    @Test
    void staticScopeHasNoScopeFile() throws IOException {
        Command.run("golden", folder.resolve("one"), "--channels", 4).succeeds();
        try (Stream<Path> files = Files.walk(folder)) {
            assertFalse(files.anyMatch(file -> file.getFileName().toString().startsWith("scope")));
        }
    }

    /** The second has what the first has not: a port of the paper's layer is not held to it. */
    @Test
    void onlyTheHeadsHaveAnEndConv() throws IOException {
        for (String suite : List.of("standard", "heads", "gradients")) {
            Path out = folder.resolve(suite);
            Command.run("golden", out, "--suite", suite).succeeds()
                    .prints(Map.of("standard", 77, "heads", 9, "gradients", 21).get(suite) + " cases in ");
            try (Stream<Path> cases = Files.list(out.resolve("cases"))) {
                assertTrue(cases.allMatch(each -> Files.exists(each.resolve("sampled.npy")) == suite.equals("heads")));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"standard, " + STANDARD, "heads, " + HEADS, "gradients, " + GRADIENTS})
    void theSuitesHaveTheSameBytesEverywhere(String suite, String digest) throws Exception {
        Path out = folder.resolve("suite");
        Command.run("golden", out, "--suite", suite).succeeds();
        List<String> lines = Files.readAllLines(out.resolve("MANIFEST"));
        String listed = String.join("\n", lines.subList(1, lines.size()));
        assertEquals(digest, sha256(listed.getBytes(StandardCharsets.UTF_8)));
        List<String> files = lines.stream().filter(line -> !line.startsWith("#")).toList();
        for (String line : files) {
            String[] fields = line.split(" +", 3);
            byte[] content = Files.readAllBytes(out.resolve(fields[2]));
            assertEquals(fields[0], sha256(content), fields[2]);
            assertEquals(Integer.parseInt(fields[1]), content.length, fields[2]);
        }
        try (Stream<Path> all = Files.walk(out)) {
            assertEquals(files.size() + 1, all.filter(Files::isRegularFile).count());
        }
    }

    private static String sha256(byte[] content) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }

    @Test
    void nothingIsLeftBehindOrOverwritten() throws IOException {
        Path out = Files.createDirectory(folder.resolve("full"));
        Files.writeString(out.resolve("mine.txt"), "kept");
        Command.run("golden", out).fails(ExitCode.FILE, "full", "not empty");
        Command.run("golden", folder.resolve("no/such")).fails(ExitCode.FILE, "no", "no such directory");
        Command.run("golden", out.resolve("mine.txt")).fails(ExitCode.FILE, "mine.txt", "not a directory");
        assertEquals("kept", Files.readString(out.resolve("mine.txt")));
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), empty);
        Command.run("golden", link).succeeds();
        assertTrue(Files.isSymbolicLink(link));
        try (Stream<Path> files = Files.list(empty)) {
            assertEquals(List.of("MANIFEST", "README.md", "cases"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(3, files.count());
        }
    }

    @Test
    void wrongUsage() {
        Path out = folder.resolve("out");
        Command.run("golden", out, "--suite", "large").fails(
                ExitCode.USAGE, "--suite", "'large' is not standard or heads");
        Command.run("golden", out, "--suite", "standard", "--scale", 3).fails(ExitCode.USAGE, "--suite", "single");
        Command.run("golden", out, "--suite", "heads", "--end-conv", 3).fails(
                ExitCode.USAGE, "--suite heads", "single");
        Command.run("golden", out, "--end-conv", 0).fails(ExitCode.USAGE, "--end-conv is 0", "at least 1", "none");
        Command.run("golden", out, "--end-conv", -3).fails(ExitCode.USAGE, "--end-conv is -3");
        Command.run("golden", out, "--end-conv", 2_000_000_000).fails(
                ExitCode.USAGE, "2000000000 outputs", "16 channels");
        Command.run("golden", out, "--end-conv", 1000, "--height", 4000, "--width", 4000).fails(
                ExitCode.USAGE, "(1, 1000, 8000, 8000)", "elements");
        Command.run("golden", out, "--end-conv", "three").fails(ExitCode.USAGE, "--end-conv", "three");
        Command.run("golden", out, "--height", 0).fails(ExitCode.USAGE, "height 0", "at least 1");
        Command.run("golden", out, "--channels", 6, "--groups", 4).fails(ExitCode.USAGE, "6", "4");
        Command.run("golden", out, "--offsets", "tiny").fails(ExitCode.USAGE, "tiny", "small", "wild");
        Command.run("golden").fails(ExitCode.USAGE, "OUTDIR");
        assertFalse(Files.exists(out));
    }
}
