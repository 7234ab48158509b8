package io.github.dysample.cli;

import io.github.dysample.Tensor;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dysample op pixel-unshuffle}. */
@Command(name = "pixel-unshuffle", description = "torch.nn.functional.pixel_unshuffle, the inverse of pixel-shuffle.")
final class PixelUnshuffleCommand extends Subcommand {
    @Mixin
    private OpFiles files;

    @Option(names = "--factor", required = true, paramLabel = "N", description = "Factor in both directions.")
    private int factor;

    @Override
    public Integer call() throws IOException {
        Limits.checkFactor(factor);
        Tensor x = files.read();
        Tensor y = Tensor.zeros(
                x.n(), Limits.product(x.c(), factor * factor), x.h() / factor, x.w() / factor);
        files.backend().pixelUnshuffle(x, factor, y);
        return files.write(y, out());
    }
}
