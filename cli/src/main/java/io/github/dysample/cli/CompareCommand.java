package io.github.dysample.cli;

import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
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
            "3:a file could not be read or written",
            "4:a bug in this program"
        },
        footer = {
            "  dysample compare actual.npy expected.npy",
            "  dysample compare port.npy detector.pth --name head.up.offset.weight"
        })
final class CompareCommand extends Subcommand {
    @Parameters(
            index = "0",
            paramLabel = "ACTUAL",
            description = "The array in question: .npy, a picture (0 to 1), or one of .npz, .safetensors, .pth or .pt;"
                    + " - is standard input.")
    private Path actualFile;

    @Parameters(index = "1", paramLabel = "EXPECTED", description = "What it should be, likewise.")
    private Path expectedFile;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Which array of ACTUAL, and of EXPECTED unless that has a name of its own, if there are"
                    + " several. dysample tensors lists them.")
    private String name;

    @Option(names = "--expected-name", paramLabel = "NAME", description = "Which array of EXPECTED.")
    private String expectedName;

    @Mixin
    private ToleranceOptions tolerances;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Write the comparison as JSON; - is standard output, and replaces the text there.")
    private Path json;

    @Mixin
    private Targets targets;

    @Override
    public Integer call() throws IOException {
        tolerances.check();
        checkPlaces();
        NamedArray actual = NamedArray.read(actualFile, nameFor(actualFile, null), "--name", streams());
        NamedArray expected =
                NamedArray.read(expectedFile, nameFor(expectedFile, expectedName), "--expected-name", streams());
        Compared compared = Compared.of(actual, expected, tolerances);
        if (!StandardStreams.isMeantBy(json)) {
            compared.print(out());
        }
        if (json != null) {
            streams().write(json, compared.json(provenance()));
        }
        return compared.passes() ? ExitCode.DONE : ExitCode.NO;
    }

    private void checkPlaces() throws IOException {
        if (StandardStreams.isMeantBy(actualFile) && StandardStreams.isMeantBy(expectedFile)) {
            throw new UsageException("standard input holds one array, and two are compared; give a file for one");
        }
        if (name != null && NamedArray.holdsOne(actualFile) && NamedArray.holdsOne(expectedFile)) {
            throw new UsageException("--name chooses an array of a file with several, and neither is one");
        }
        if (json != null) {
            targets.check(json, actualFile, expectedFile);
        }
    }

    /** One --name may be for one file alone, where the other holds an array without a name. */
    private String nameFor(Path file, String own) {
        return own != null ? own : NamedArray.holdsOne(file) ? null : name;
    }
}
