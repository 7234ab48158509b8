package io.github.dysample.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.dysample.Backends;
import io.github.dysample.Interpolation;
import io.github.dysample.Padding;
import io.github.dysample.Tensor;
import io.github.dysample.io.DType;
import io.github.dysample.io.NdArray;
import io.github.dysample.io.Npy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code op} and {@code compare}. */
class OpTest {
    @TempDir
    private Path folder;

    private Path write(String name, long... shape) throws IOException {
        int elements = 1;
        for (long dimension : shape) {
            elements *= (int) dimension;
        }
        float[] values = new float[elements];
        Random random = new Random(name.hashCode());
        for (int i = 0; i < elements; i++) {
            values[i] = (float) random.nextGaussian();
        }
        Path file = folder.resolve(name);
        Npy.write(file, NdArray.of(values, shape));
        return file;
    }

    private static Tensor read(Path file) throws IOException {
        return Npy.read(file).toTensor();
    }

    @Test
    void convolution() throws IOException {
        Path x = write("x.npy", 2, 3, 4, 5);
        Path weight = write("w.npy", 7, 3, 1, 1);
        Path bias = write("b.npy", 7);
        Path y = folder.resolve("y.npy");
        Command.run("op", "conv1x1", "--force", "--input", x, "--weight", weight, "--bias", bias, "--output", y)
                .succeeds()
                .prints("(2, 7, 4, 5) in ");
        Tensor expected = Tensor.zeros(2, 7, 4, 5);
        Backends.named("scalar").conv1x1(
                read(x), Npy.read(weight).toFloats(), Npy.read(bias).toFloats(), expected);
        assertEquals(expected, read(y));
        Command.run("op", "conv1x1", "--force", "--input", x, "--weight", weight, "--output", x)
                .fails(ExitCode.USAGE, "x.npy: is read by this command");
        Command.run("op", "conv1x1", "--force", "--input", x, "--weight", write("v.npy", 7, 4), "--output", y)
                .fails(ExitCode.USAGE, "v.npy", "(7, 4)", "(outputs, 3)");
    }

    @Test
    void shufflesThereAndBack() throws IOException {
        Path x = write("x.npy", 1, 8, 3, 5);
        Path wide = folder.resolve("wide.npy");
        Path back = folder.resolve("back.npy");
        Command.run("op", "pixel-shuffle", "--force", "--input", x, "--factor", 2, "--output", wide).succeeds();
        assertEquals("(1, 2, 6, 10)", read(wide).shapeString());
        Command.run("op", "pixel-unshuffle", "--force", "--input", wide, "--factor", 2, "--output", back,
                        "--backend", "scalar")
                .succeeds();
        Command.run("compare", back, x, "--rtol", 0, "--atol", 0).succeeds().prints("identical: 120 of 120");
        Command.run("op", "pixel-shuffle", "--force", "--input", x, "--factor", 3, "--output", wide)
                .fails(ExitCode.USAGE, "(1, 8, 3, 5)", "9");
        Command.run("op", "pixel-unshuffle", "--force", "--input", write("deep.npy", 1, 4096, 1, 1), "--factor", 1024,
                        "--output", wide)
                .fails(ExitCode.USAGE, "4096", "1048576");
        Command.run("op", "pixel-shuffle", "--force", "--input", x, "--factor", 0, "--output", wide)
                .fails(ExitCode.USAGE, "--factor", "0");
    }

    @Test
    void gridSample() throws IOException {
        Path x = write("x.npy", 1, 2, 6, 5);
        Path grid = write("grid.npy", 1, 4, 3, 2);
        Path y = folder.resolve("y.npy");
        Command.run("op", "grid-sample", "--force", "--input", x, "--grid", grid, "--output", y, "--mode", "nearest",
                        "--padding", "reflection", "--align-corners")
                .succeeds();
        Tensor expected = Tensor.zeros(1, 2, 4, 3);
        Backends.named("scalar").gridSample(
                read(x), read(grid), Interpolation.NEAREST, Padding.REFLECTION, true, expected);
        assertEquals(expected, read(y));
        Command.run("op", "grid-sample", "--force", "--input", x, "--grid", grid, "--output", y, "--mode", "bicubic")
                .fails(ExitCode.USAGE, "bicubic", "bilinear, nearest");
        Command.run("op", "grid-sample", "--force", "--input", x, "--grid", x, "--output", y)
                .fails(ExitCode.USAGE, "(1, 2, 6, 5)");
        Command.run("op", "grid-sample", "--force", "--input", write("line.npy", 6), "--grid", grid, "--output", y)
                .fails(ExitCode.USAGE, "line.npy", "four dimensions");
    }

    @Test
    void theKernelIsNamed() {
        Command.run("op").succeeds().prints("Usage: dysample op", "conv1x1", "grid-sample");
        Command.run("op", "conv1").fails(ExitCode.USAGE, "unknown command: 'conv1'; did you mean conv1x1?");
    }

    @Test
    void comparison() throws IOException {
        Path a = write("a.npy", 3, 4);
        NdArray values = Npy.read(a);
        Path half = folder.resolve("half.npy");
        Npy.write(half, values.to(DType.F16));
        Command.run("compare", half, a).succeeds().prints("F16(3, 4)", "F32(3, 4), expected", "in ulp of float16");
        Command strict = Command.run("compare", half, a, "--rtol", 1e-6, "--atol", 0);
        assertEquals(ExitCode.NO, strict.code());
        strict.prints("differ by more than 0 + 1e-6", "would pass: with atol");
        Command shapes = Command.run("compare", write("b.npy", 4, 3), a);
        assertEquals(ExitCode.NO, shapes.code());
        shapes.prints("F32(4, 3)", "The shapes differ.");
        Path whole = folder.resolve("whole.npy");
        Path other = folder.resolve("other.npy");
        Npy.write(whole, NdArray.of(DType.I64, new long[] {100_000_000}, 1));
        Npy.write(other, NdArray.of(DType.I64, new long[] {100_000_001}, 1));
        assertEquals(ExitCode.NO, Command.run("compare", whole, other).code());
        Path large = folder.resolve("large.npy");
        Path next = folder.resolve("next.npy");
        Npy.write(large, NdArray.of(DType.I64, new long[] {1L << 60, 2}, 2));
        Npy.write(next, NdArray.of(DType.I64, new long[] {(1L << 60) + 1, 2}, 2));
        Command past = Command.run("compare", large, next);
        assertEquals(ExitCode.NO, past.code());
        past.prints("past 2^53, where the figures above are rounded: 1 more differ");
        Command.run("compare", large, next, "--atol", 10).succeeds();
        Npy.write(next, NdArray.of(DType.U64, new long[] {(1L << 60) + 1, 2}, 2));
        assertEquals(ExitCode.NO, Command.run("compare", large, next).code());
        Command.run("compare", a, folder.resolve("none.npy")).fails(ExitCode.FILE, "none.npy");
        Command.run("compare", a, a, "--ulp", "NaN").fails(ExitCode.USAGE, "--ulp", "NaN");
    }
}
