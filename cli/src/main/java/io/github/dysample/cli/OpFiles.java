package io.github.dysample.cli;

import io.github.dysample.Backend;
import io.github.dysample.Tensor;
import io.github.dysample.io.NdArray;
import io.github.dysample.io.Npy;
import io.github.dysample.verify.internal.text.Printable;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What all kernels take: an input, an output and a backend. */
final class OpFiles {
    @Option(
            names = "--input",
            required = true,
            paramLabel = "X",
            description = "The input (N, C, H, W), .npy; - is standard input.")
    private Path input;

    @Option(
            names = "--output",
            required = true,
            paramLabel = "Y",
            description = "The file to write, .npy; - is standard output.")
    private Path output;

    @Option(names = "--backend", paramLabel = "NAME", description = "scalar, vector or cuda (default: the best).")
    private String backend;

    @Mixin
    private Targets targets;

    /**
     * Checks what can be checked before the work, and reads the input.
     *
     * @param others what the kernel reads besides
     */
    Tensor read(StandardStreams standard, Path... others) throws IOException {
        targets.check(output, input);
        targets.check(output, others);
        return tensor(
                StandardStreams.isMeantBy(input) ? ArrayFile.read(input, standard).array() : Npy.read(input), input);
    }

    Backend backend() {
        return BackendChoice.of(backend);
    }

    /** Reads a tensor of rank 4. */
    static Tensor tensor(Path file) throws IOException {
        return tensor(Npy.read(file), file);
    }

    private static Tensor tensor(NdArray array, Path file) {
        if (array.rank() != 4) {
            throw new UsageException(StandardStreams.inputName(file)
                    + ": the shape must have four dimensions, the file has " + array.shapeString());
        }
        return array.toTensor();
    }

    /** Writes the result and prints its shape. */
    int write(Tensor result, StandardStreams standard) throws IOException {
        new ArrayFile(NdArray.of(result), 0).write(output, FileExtension.NPY, standard);
        if (StandardStreams.isMeantBy(output)) {
            return ExitCode.DONE;
        }
        standard.out().println(result.shapeString() + " in " + Printable.of(output.toString()));
        return ExitCode.DONE;
    }
}
