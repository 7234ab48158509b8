package io.github.dysample.cuda.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.dysample.DySample;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Tensor;
import io.github.dysample.io.Checkpoints;
import io.github.dysample.io.DySampleLayers;
import io.github.dysample.io.LayerOptions;
import io.github.dysample.io.Npy;
import io.github.dysample.spi.Backend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The golden cases have the bits of the scalar backend, which other tests hold against PyTorch. */
public abstract class GoldenCases {

    /** {@return the backend to test} */
    protected abstract Backend backend();

    static List<Path> cases() throws IOException {
        Path testdata = Path.of(System.getProperty("dysample.testdata", "../testdata"));
        try (Stream<Path> folders = Files.list(testdata.resolve("cases"))) {
            return folders.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theSameBits(Path folder) throws IOException {
        Tensor x = Npy.read(folder.resolve("x.npy")).toTensor();
        DySampleWeights weights = DySampleLayers.read(
                Checkpoints.read(folder.resolve("weights.safetensors")), "", LayerOptions.NONE);
        assertEquals(DySample.of(weights, "scalar").forward(x), DySample.of(weights, backend()).forward(x));
    }
}
