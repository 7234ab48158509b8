package io.github.dysample.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.github.dysample.io.NdArray;
import io.github.dysample.io.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command that writes: it replaces no file unasked, and none that it reads. */
class NothingIsLostTest {
    private static final byte[] OLD = "older".getBytes();

    @TempDir
    private Path folder;

    private Path x;
    private Path grid;
    private Path layer;
    private Path suite;

    @BeforeEach
    void makeInputs() throws IOException {
        x = folder.resolve("x.npy");
        Npy.write(x, NdArray.of(new float[2 * 3 * 4 * 5], 2, 3, 4, 5));
        grid = folder.resolve("grid.npy");
        Npy.write(grid, NdArray.of(new float[2 * 4 * 4 * 2], 2, 4, 4, 2));
        layer = folder.resolve("layer.npz");
        Command.run("init", layer, "--channels", 3).succeeds();
        suite = folder.resolve("suite");
        Command.run("golden", suite, "--channels", 4).succeeds();
    }

    private Path golden() throws IOException {
        try (Stream<Path> cases = Files.list(suite.resolve("cases"))) {
            return cases.findFirst().orElseThrow();
        }
    }

    /** A command line that writes {@code target}. */
    private List<Object[]> writing(String name) throws IOException {
        Path target = folder.resolve(name);
        return Stream.of(
                        new Object[] {"y.npy", "upsample", x, target},
                        new Object[] {"y.npy", "convert", x, target},
                        new Object[] {"y.npy", "op", "pixel-unshuffle", "--input", x, "--factor", 1,
                            "--output", target},
                        new Object[] {"y.npz", "convert", x, target},
                        new Object[] {"y.npz", "init", target, "--channels", 3},
                        new Object[] {"trained.npz", "train", "--input", x, "--target", x, "--scale", 1, "--steps", 1,
                            "--out", target},
                        new Object[] {"y.png", "visualize", golden(), target},
                        new Object[] {"y.json", "verify", suite, "--json", target},
                        new Object[] {"y.xml", "verify", suite, "--junit", target},
                        new Object[] {"y.html", "verify", suite, "--report", target})
                .filter(line -> line[0].equals(name))
                .map(line -> Stream.of(line).skip(1).toArray())
                .toList();
    }

    @Test
    void whatExistsIsReplacedOnlyByForce() throws IOException {
        for (String name : new String[] {"y.npy", "y.npz", "trained.npz", "y.png", "y.json", "y.xml", "y.html"}) {
            for (Object[] line : writing(name)) {
                Path target = Files.write(folder.resolve(name), OLD);
                Command.run(line).fails(
                        ExitCode.USAGE, name + ": exists; name another file, or replace it with --force");
                assertArrayEquals(OLD, Files.readAllBytes(target));
                Command.run(Stream.concat(Stream.of(line), Stream.of("--force")).toArray()).succeeds();
                assertNotEquals(-1, Files.mismatch(target, Files.write(folder.resolve("old"), OLD)));
            }
        }
    }

    @Test
    void whatIsReadIsNotReplacedEvenByForce() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link.npy"), x);
        Path expected = golden().resolve("y.npy");
        for (Object[] line : new Object[][] {
            {"upsample", x, x},
            {"upsample", x, link},
            {"upsample", link, x},
            {"convert", x, x},
            {"convert", layer, layer},
            {"op", "grid-sample", "--input", x, "--grid", grid, "--output", grid},
            {"train", "--input", x, "--target", x, "--init", layer, "--out", layer},
            {"verify", suite, "--json", expected}
        }) {
            Command.run(Stream.concat(Stream.of(line), Stream.of("--force")).toArray())
                    .fails(ExitCode.USAGE, "is read by this command, which would destroy it");
        }
        assertEquals("F32(2, 3, 4, 5)", Npy.read(x).toString());
    }

    @Test
    void picturesOfAnEarlierDemoStay() throws IOException {
        Path picture = Files.write(folder.resolve("sampling-points.png"), OLD);
        Command.run("demo", "--out", folder).fails(ExitCode.USAGE, "sampling-points.png: exists");
        assertArrayEquals(OLD, Files.readAllBytes(picture));
    }
}
