package io.github.dysample.cli;

import io.github.dysample.Backend;
import io.github.dysample.Tensor;
import io.github.dysample.io.NdArray;
import io.github.dysample.io.Npy;
import io.github.dysample.verify.internal.text.Printable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What all kernels take: an input, an output and a backend. */
final class OpFiles {
    @Option(names = "--input", required = true, paramLabel = "X", description = "The input (N, C, H, W), .npy.")
    private Path input;

    @Option(names = "--output", required = true, paramLabel = "Y", description = "The file to write, .npy.")
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
    Tensor read(Path... others) throws IOException {
        targets.check(output, input);
        targets.check(output, others);
        return tensor(input);
    }

    Backend backend() {
        return BackendChoice.of(backend);
    }

    /** Reads a tensor of rank 4. */
    static Tensor tensor(Path file) throws IOException {
        NdArray array = Npy.read(file);
        if (array.rank() != 4) {
            throw new UsageException(file + ": the shape must have four dimensions, the file has "
                    + array.shapeString());
        }
        return array.toTensor();
    }

    /** Writes the result and prints its shape. */
    int write(Tensor result, PrintStream out) throws IOException {
        Npy.write(output, NdArray.of(result));
        out.println(result.shapeString() + " in " + Printable.of(output.toString()));
        return ExitCode.DONE;
    }
}
