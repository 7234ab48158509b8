package io.github.dysample.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.io.Checkpoints;
import io.github.dysample.io.DType;
import io.github.dysample.io.NdArray;
import io.github.dysample.io.Npy;
import io.github.dysample.io.StateDict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.jr.ob.JSON;

class TensorsTest {
    private static final Path CHECKPOINTS = Path.of("../testdata/checkpoints");

    @TempDir
    private Path folder;

    private Path write(String name) throws IOException {
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        arrays.put("plain", NdArray.of(new float[] {1, 2, 3, 6}, 2, 2));
        arrays.put("special", NdArray.of(
                new float[] {Float.NaN, -1, Float.POSITIVE_INFINITY, 1, Float.NEGATIVE_INFINITY}, 5));
        arrays.put("nothing", NdArray.of(new float[] {Float.NaN, Float.NaN}, 1, 2));
        arrays.put("empty", NdArray.of(new float[0], 0, 3));
        arrays.put("bytes", NdArray.of(DType.U8, new byte[] {(byte) 200, 100}, 2));
        Path file = folder.resolve(name);
        Checkpoints.write(file, new StateDict(arrays));
        return file;
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.safetensors", "x.npz"})
    void aTableHasAColumnForEachProperty(String name) throws IOException {
        Command run = Command.run("tensors", write(name)).succeeds();
        List<String> lines = run.out().lines().toList();
        assertEquals("name     type  shape   min  max  mean  deviation  NaN  infinite", lines.getFirst());
        assertTrue(lines.contains("plain    F32   (2, 2)    1    6     3    1.87083    0         0"), run.out());
        assertTrue(lines.contains("special  F32   (5,)     -1    1     0          1    1         2"), run.out());
        assertTrue(lines.contains("nothing  F32   (1, 2)    -    -     -          -    2         0"), run.out());
        assertTrue(lines.contains("empty    F32   (0, 3)    -    -     -          -    0         0"), run.out());
        assertTrue(lines.contains("bytes    U8    (2,)    100  200   150         50    0         0"), run.out());
        assertEquals("5 tensors, 13 elements, 46 bytes", lines.getLast());
    }

    @Test
    void jsonSaysTheSameAndWhereItComesFrom() throws IOException {
        Path file = write("x.npz");
        Path json = folder.resolve("list.json");
        Command run = Command.at(Instant.parse("2026-11-28T12:30:01Z"), "tensors", file, "--json", json).succeeds();
        assertTrue(run.out().startsWith("name "), run.out());
        Map<String, Object> all = JSON.std.mapFrom(Files.readString(json));
        assertEquals("dysample " + Version.text(), all.get("program"));
        assertEquals("dysample tensors " + file + " --json " + json, all.get("command"));
        assertEquals("2026-11-28T12:30:01Z", all.get("date"));
        List<?> tensors = (List<?>) all.get("tensors");
        Map<?, ?> special = (Map<?, ?>) tensors.get(1);
        assertEquals("special", special.get("name"));
        assertEquals("F32", special.get("dtype"));
        assertEquals(List.of(5), special.get("shape"));
        assertEquals(5, special.get("elements"));
        assertEquals(-1.0, special.get("min"));
        assertEquals(1.0, special.get("max"));
        assertEquals(0.0, special.get("mean"));
        assertEquals(1.0, special.get("standardDeviation"));
        assertEquals(1, special.get("nan"));
        assertEquals(2, special.get("infinite"));
        assertNull(((Map<?, ?>) tensors.get(2)).get("min"));
        Command printed = Command.run("tensors", file, "--json", "-").succeeds();
        assertTrue(printed.out().startsWith("{"), printed.out());
        Command.run("tensors", file, "--json", json).fails(ExitCode.USAGE, "list.json: exists");
    }

    @Test
    void checkpointsAndSingleArraysAreListed() throws IOException {
        Command.run("tensors", CHECKPOINTS.resolve("detector.pth")).succeeds()
                .prints("head.up.offset.weight ", "19 tensors, 4790 elements");
        Path array = folder.resolve("x.npy");
        Npy.write(array, NdArray.of(DType.BOOL, new byte[] {1, 0, 1, 1}, 4));
        Command.run("tensors", array).succeeds().prints("arr_0  BOOL  (4,)     0    1  0.75", "1 tensor, 4 elements");
    }

    @Test
    void aFileWithoutTensorsIsSaidToHaveNone() throws IOException {
        Path file = folder.resolve("x.safetensors");
        Checkpoints.write(file, new StateDict(Map.of()));
        Command run = Command.run("tensors", file);
        assertEquals(new Command(ExitCode.NO, run.bytes(), ""), run);
        assertEquals("0 tensors, 0 elements, 0 bytes", run.out().strip());
        Command.run("tensors", folder.resolve("missing.npz")).fails(ExitCode.FILE, "no such file");
        Command.run("tensors", CHECKPOINTS.resolve("legacy-pickle.pth")).fails(ExitCode.FILE, "legacy-pickle.pth");
    }
}
