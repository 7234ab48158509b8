package io.github.dysample.cli;

import io.github.dysample.Tensor;
import io.github.dysample.io.NdArray;
import io.github.dysample.io.Npy;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dysample op conv1x1}. */
@Command(name = "conv1x1", description = "1x1 convolution: torch.nn.functional.conv2d with a kernel of one pixel.")
final class Conv1x1Command extends Subcommand {
    @Mixin
    private OpFiles files;

    @Option(
            names = "--weight",
            required = true,
            paramLabel = "W",
            description = "(outputs, inputs) or (outputs, inputs, 1, 1), .npy.")
    private Path weightFile;

    @Option(names = "--bias", paramLabel = "B", description = "(outputs), .npy (default: none).")
    private Path biasFile;

    @Override
    public Integer call() throws IOException {
        Tensor x = files.read();
        NdArray weight = Npy.read(weightFile);
        long[] shape = weight.shape();
        boolean fits = (shape.length == 2 || shape.length == 4 && shape[2] == 1 && shape[3] == 1)
                && shape[1] == x.c();
        if (!fits) {
            throw new UsageException(weightFile + ": has shape " + weight.shapeString() + ", must be (outputs, "
                    + x.c() + ") or (outputs, " + x.c() + ", 1, 1) for an input " + x.shapeString());
        }
        float[] bias = biasFile == null ? null : Npy.read(biasFile).toFloats();
        Tensor y = Tensor.zeros(x.n(), (int) shape[0], x.h(), x.w());
        files.backend().conv1x1(x, weight.toFloats(), bias, y);
        return files.write(y, out());
    }
}
