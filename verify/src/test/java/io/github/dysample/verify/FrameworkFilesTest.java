package io.github.dysample.verify;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.DySample;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Tensor;
import io.github.dysample.io.Checkpoints;
import io.github.dysample.io.DySampleLayers;
import io.github.dysample.io.NdArray;
import io.github.dysample.io.StateDict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.jr.ob.JSON;

/** Files as training frameworks write them, which {@code testdata/files.py} makes, compute what PyTorch does. */
class FrameworkFilesTest {
    private static final Path FOLDER = TestData.FOLDER.resolve("files");

    @TestFactory
    Stream<DynamicTest> files() throws IOException {
        Map<?, ?> json = JSON.std.mapFrom(FOLDER.resolve("files.json").toFile());
        return ((List<?>) json.get("files")).stream().map(Map.class::cast)
                .map(file -> DynamicTest.dynamicTest((String) file.get("file"), () -> check(file)));
    }

    private static void check(Map<?, ?> file) throws IOException {
        Path path = FOLDER.resolve((String) file.get("file"));
        String prefix = (String) file.get("prefix");
        String refused = (String) file.get("refused");
        if (!refused.isEmpty()) {
            String message = assertThrows(
                    IllegalArgumentException.class, () -> DySampleLayers.read(path)).getMessage();
            assertTrue(message.contains('"' + prefix + '"') && message.contains(refused), message);
            return;
        }
        StateDict dict = Checkpoints.read(path, DySampleLayers::isLayerArray);
        List<String> prefixes = new ArrayList<>(List.of(prefix));
        ((List<?>) file.get("also")).forEach(also -> prefixes.add((String) also));
        assertEquals(prefixes, DySampleLayers.prefixes(dict));
        assertEquals(file.get("inertClasses"), dict.inertClasses().size(), () -> dict.inertClasses().toString());
        DySampleWeights weights = DySampleLayers.read(path, prefix);
        assertTrue(weights.toString().contains((String) file.get("shown")), weights::toString);
        if (file.get("torchMaxError") != null) {
            checkResult(weights, path, ((Number) file.get("torchMaxError")).doubleValue());
        }
    }

    private static void checkResult(DySampleWeights weights, Path path, double torchMaxError) throws IOException {
        String name = path.getFileName().toString().replaceFirst("\\.pth?$", ".npz");
        StateDict arrays = Checkpoints.read(path.resolveSibling(name));
        Tensor x = arrays.get("x").toTensor();
        NdArray exact = arrays.get("y64");
        Tensor y = DySample.of(weights).forward(x);
        assertArrayEquals(exact.shape(), NdArray.of(y).shape());
        double[] expected = exact.toDoubles();
        double most = 0;
        for (int i = 0; i < expected.length; i++) {
            most = Math.max(most, Math.abs(y.data()[i] - expected[i]));
        }
        double error = most;
        assertTrue(error <= torchMaxError, () -> "error " + error + ", PyTorch's own " + torchMaxError);
    }
}
