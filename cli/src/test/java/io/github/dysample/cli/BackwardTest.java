package io.github.dysample.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.dysample.DySample;
import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Gradients;
import io.github.dysample.Style;
import io.github.dysample.Tensor;
import io.github.dysample.io.Checkpoints;
import io.github.dysample.io.DySampleLayers;
import io.github.dysample.io.NdArray;
import io.github.dysample.io.Npy;
import io.github.dysample.io.StateDict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code backward}. */
class BackwardTest {
    @TempDir
    private Path folder;

    private final DySampleWeights weights =
            DySampleWeights.initial(new DySampleConfig(4, 2, 2, Style.PL, true), 1);
    private final Tensor x = Tensor.zeros(2, 4, 5, 6);
    private final Tensor gradOut = Tensor.zeros(2, 4, 10, 12);
    private Path xFile;
    private Path gradOutFile;
    private Path layer;

    @BeforeEach
    void makeInputs() throws IOException {
        Random random = new Random(2);
        for (Tensor tensor : List.of(x, gradOut)) {
            for (int i = 0; i < tensor.data().length; i++) {
                tensor.data()[i] = (float) random.nextGaussian();
            }
        }
        xFile = folder.resolve("x.npy");
        gradOutFile = folder.resolve("grad-y.npy");
        layer = folder.resolve("layer.safetensors");
        Npy.write(xFile, NdArray.of(x));
        Npy.write(gradOutFile, NdArray.of(gradOut));
        Checkpoints.write(layer, DySampleLayers.toStateDict("up.", weights));
    }

    @Test
    void theGradientsOfTheLayerAreWritten() throws IOException {
        Path out = folder.resolve("gradients");
        Command.run("backward", xFile, gradOutFile, out, "--weights", layer, "--prefix", "up")
                .succeeds().prints("gradX (2, 4, 5, 6)", weights.parameters() + " parameters");
        Gradients expected = DySample.of(weights).backward(x, gradOut);
        assertEquals(NdArray.of(expected.input()), Npy.read(out.resolve("gradX.npy")));
        StateDict read = Checkpoints.read(out.resolve("gradients.safetensors"));
        assertEquals(List.of("offset.weight", "offset.bias", "scope.weight"), List.copyOf(read.arrays().keySet()));
        assertArrayEquals(expected.parameters().offsetWeight(), read.get("offset.weight").toFloats());
        assertArrayEquals(expected.parameters().scopeWeight(), read.get("scope.weight").toFloats());
        assertEquals("(4, 1, 1, 1)", read.get("offset.weight").shapeString());
    }

    @Test
    void nothingIsReplacedUnasked() {
        Path out = folder.resolve("gradients");
        Command.run("backward", xFile, gradOutFile, out, "--weights", layer).succeeds();
        Command.run("backward", xFile, gradOutFile, out, "--weights", layer)
                .fails(ExitCode.USAGE, "gradX.npy: exists; name another file, or replace it with --force");
        Command.run("backward", xFile, gradOutFile, out, "--weights", layer, "--force", "--backend", "scalar",
                "--threads", 2).succeeds();
    }

    @Test
    void whatDoesNotFitIsSaidWithTheNumbers() {
        Path out = folder.resolve("gradients");
        Command.run("backward", xFile, gradOutFile, out).fails(ExitCode.USAGE, "--weights");
        Command.run("backward", xFile, xFile, out, "--weights", layer)
                .fails(ExitCode.USAGE, "(2, 4, 5, 6)", "(2, 4, 10, 12)");
        Command.run("backward", xFile, gradOutFile, folder.resolve("no/where"), "--weights", layer)
                .fails(ExitCode.FILE, "no such directory");
    }
}
