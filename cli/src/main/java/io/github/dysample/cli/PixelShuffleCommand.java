package io.github.dysample.cli;

import io.github.dysample.Tensor;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dysample op pixel-shuffle}. */
@Command(name = "pixel-shuffle", description = "torch.nn.functional.pixel_shuffle, ONNX DepthToSpace in mode CRD.")
final class PixelShuffleCommand extends Subcommand {
    @Mixin
    private OpFiles files;

    @Option(names = "--factor", required = true, paramLabel = "N", description = "Factor in both directions.")
    private int factor;

    @Override
    public Integer call() throws IOException {
        Limits.checkFactor(factor);
        Tensor x = files.read();
        Tensor y = Tensor.zeros(
                x.n(), x.c() / (factor * factor), Limits.product(x.h(), factor), Limits.product(x.w(), factor));
        files.backend().pixelShuffle(x, factor, y);
        return files.write(y, out());
    }
}
