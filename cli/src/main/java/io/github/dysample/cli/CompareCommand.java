package io.github.dysample.cli;

import io.github.dysample.io.NdArray;
import io.github.dysample.io.Npy;
import io.github.dysample.verify.Comparison;
import io.github.dysample.verify.Precision;
import io.github.dysample.verify.TensorComparison;
import io.github.dysample.verify.Tolerance;
import io.github.dysample.verify.internal.text.Printable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code dysample compare}: how far one array is from another. */
@Command(
        name = "compare",
        description = {
            "Compare two arrays of one shape: how many elements differ, how much, and where.",
            "Defaults for the tolerances are those of torch.testing.assert_close for the types:"
                + " |actual - expected| <= atol + rtol * |expected|."
        },
        exitCodeList = {
            "0:all elements are within the tolerance",
            "1:a mismatch of values or shapes",
            "2:wrong usage",
            "3:a file could not be read",
            "4:a bug in this program"
        },
        footer = "  dysample compare actual.npy expected.npy")
final class CompareCommand extends Subcommand {
    @Parameters(index = "0", paramLabel = "ACTUAL", description = "The array in question, .npy of any type.")
    private Path actualFile;

    @Parameters(index = "1", paramLabel = "EXPECTED", description = "What it should be, .npy of any type.")
    private Path expectedFile;

    @Mixin
    private ToleranceOptions tolerances;

    @Override
    public Integer call() throws IOException {
        tolerances.check();
        NdArray actual = Npy.read(actualFile);
        NdArray expected = Npy.read(expectedFile);
        out().println(describe(actualFile, actual));
        out().println(describe(expectedFile, expected) + ", expected");
        if (!Arrays.equals(actual.shape(), expected.shape())) {
            out().println("The shapes differ.");
            return ExitCode.NO;
        }
        Precision precision = Precision.of(actual.dtype());
        Tolerance usual = usual(actual).or(usual(expected));
        Comparison comparison = TensorComparison.of(
                precision, tolerances.orElse(usual), actual.shape(), actual.toDoubles(), expected.toDoubles());
        out().println(comparison.report());
        long hidden = comparison.tolerance().equals(Tolerance.NONE) ? hidden(actual, expected) : 0;
        if (hidden > 0) {
            out().println("  past 2^53, where the figures above are rounded: " + hidden + " more differ");
        }
        return comparison.passes() && hidden == 0 ? ExitCode.DONE : ExitCode.NO;
    }

    /** How many whole numbers differ that float64 cannot tell apart. */
    private static long hidden(NdArray actual, NdArray expected) {
        if (!(actual.elements() instanceof long[] ours) || !(expected.elements() instanceof long[] theirs)) {
            return 0;
        }
        double[] rounded = actual.toDoubles();
        double[] roundedToo = expected.toDoubles();
        return IntStream.range(0, ours.length)
                .filter(i -> ours[i] != theirs[i] && rounded[i] == roundedToo[i])
                .count();
    }

    /** Whole numbers are equal or not. */
    private static Tolerance usual(NdArray array) {
        return array.dtype().isFloating() ? Tolerance.usual(Precision.of(array.dtype())) : Tolerance.NONE;
    }

    private static String describe(Path file, NdArray array) {
        return Printable.of(file.toString()) + ": " + array;
    }
}
