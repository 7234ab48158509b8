package io.github.dysample.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.Tensor;
import io.github.dysample.io.NdArray;
import io.github.dysample.io.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.jr.ob.JSON;

/** {@code compare} on files of all formats; on values it is tested with {@code golden}. */
class CompareTest {
    private static final Path DETECTOR = Path.of("../testdata/checkpoints/detector.pth");
    private static final String BIAS = "head.up.offset.bias";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"x.safetensors", "x.npz"})
    void oneArrayOfACheckpointIsComparedByItsName(String name) {
        Path other = folder.resolve(name);
        Command.run("convert", DETECTOR, other).succeeds();
        Command.run("compare", other, DETECTOR, "--name", BIAS, "--rtol", 0, "--atol", 0).succeeds()
                .prints(name + ", " + BIAS + ": F32(64,)", "detector.pth, " + BIAS + ": F32(64,), expected");
        Command.run("compare", other, DETECTOR, "--name", "neck.upsample1.init_pos", "--expected-name",
                "neck.upsample2.init_pos").succeeds();
        Command.run("compare", other, DETECTOR)
                .fails(ExitCode.USAGE, name + " has 19 arrays (", " and 11 more); say which with --name");
        Command.run("compare", other, DETECTOR, "--name", "nope")
                .fails(ExitCode.USAGE, name + ": no array \"nope\"; it has: backbone.");
    }

    @Test
    void anArrayWithoutANameIsComparedWithOneThatHasOne() throws IOException {
        float[] values = new float[64];
        Path array = folder.resolve("x.npy");
        Npy.write(array, NdArray.of(values, 64));
        Command run = Command.run("compare", array, DETECTOR, "--name", BIAS);
        assertEquals(ExitCode.NO, run.code());
        run.prints("64 of 64 elements");
        assertEquals(run.out(), Command.run("compare", array, DETECTOR, "--expected-name", BIAS).out());
        Command.run("compare", array, array, "--name", BIAS).fails(ExitCode.USAGE, "--name", "neither");
        Command.run("compare", array, array, "--expected-name", BIAS)
                .fails(ExitCode.USAGE, "x.npy holds one array without a name; leave --expected-name out");
    }

    @Test
    void picturesAreCompared() throws IOException {
        Tensor tensor = Tensor.of(new float[] {0, 0.2f, 0.4f, 1}, 1, 1, 2, 2);
        Path png = folder.resolve("x.png");
        PictureFiles.write(tensor, png);
        Path tif = folder.resolve("x.tif");
        PictureFiles.write(tensor, tif);
        Command.run("compare", png, tif, "--rtol", 0, "--atol", 0).succeeds().prints("x.png: F32(1, 1, 2, 2)");
        assertEquals(ExitCode.DONE, Command.reading(Files.readAllBytes(png), "compare", "-", tif).code());
        Command.run("compare", "-", "-").fails(ExitCode.USAGE, "standard input holds one array");
    }

    @Test
    void jsonHasTheComparisonAndWhereItComesFrom() throws IOException {
        Path actual = folder.resolve("actual.npy");
        Npy.write(actual, NdArray.of(new float[] {1, 2.5f}, 2));
        Path expected = folder.resolve("its expected.npy");
        Npy.write(expected, NdArray.of(new float[] {1, 2}, 2));
        Command run = Command.at(
                Instant.parse("2026-11-28T12:30:01Z"), "compare", actual, expected, "--json", "-");
        assertEquals(ExitCode.NO, run.code());
        Map<String, Object> json = JSON.std.mapFrom(run.out());
        assertEquals("dysample " + Version.text(), json.get("program"));
        assertEquals("dysample compare " + actual + " '" + expected + "' --json -", json.get("command"));
        assertEquals("2026-11-28T12:30:01Z", json.get("date"));
        assertEquals(false, json.get("passes"));
        assertEquals(true, json.get("sameShape"));
        assertEquals(1, ((Map<?, ?>) json.get("comparison")).get("mismatches"));
        assertEquals(actual.toString(), ((Map<?, ?>) json.get("actual")).get("file"));
        Npy.write(expected, NdArray.of(new float[] {1}, 1));
        Path report = folder.resolve("report.json");
        Command differing = Command.run("compare", actual, expected, "--json", report);
        assertEquals(ExitCode.NO, differing.code());
        assertTrue(differing.out().endsWith("The shapes differ.\n"), differing.out());
        assertNull(JSON.std.mapFrom(Files.readString(report)).get("comparison"));
        Command.run("compare", actual, expected, "--json", actual).fails(ExitCode.USAGE, "is read by this command");
    }
}
