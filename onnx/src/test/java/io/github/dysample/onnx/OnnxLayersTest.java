package io.github.dysample.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.DySampleWeights;
import io.github.dysample.io.DySampleLayers;
import io.github.dysample.io.LayerOptions;
import io.github.dysample.io.Safetensors;
import io.github.dysample.io.StateDict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.jr.ob.JSON;

/** Every model of testdata/onnx-layers: what is found in it, the verdicts, the bits of the weights, the refusals. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OnnxLayersTest {
    private static final Path FOLDER = TestModels.TESTDATA.resolve("onnx-layers");

    /** Of a bias from which an optimiser's sum has to be taken away again: an ulp of 2, times the factor 4. */
    private static final float FOLDED = 4 * Math.ulp(2f);

    private final StateDict checkpoints = readCheckpoints();

    private static StateDict readCheckpoints() {
        try {
            return Safetensors.read(FOLDER.resolve("weights.safetensors"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static Map<String, Object> expected() throws IOException {
        Map<String, Object> all = JSON.std.mapFrom(Files.readString(FOLDER.resolve("layers.json")));
        @SuppressWarnings("unchecked")
        Map<String, Object> files = (Map<String, Object>) all.get("files");
        return files;
    }

    static Set<String> files() throws IOException {
        return expected().keySet();
    }

    @ParameterizedTest
    @MethodSource("files")
    void findsWhatIsThere(String file) throws IOException {
        OnnxModel model = OnnxModel.read(FOLDER.resolve(file));
        Map<?, ?> expected = (Map<?, ?>) expected().get(file);
        List<?> layers = (List<?>) expected.get("layers");
        List<?> refused = (List<?>) expected.get("refused");
        List<OnnxLayer> found = model.layers();
        assertEquals(layers.size(), found.size(), () -> found + ", " + others(model));
        for (int i = 0; i < layers.size(); i++) {
            Map<?, ?> layer = (Map<?, ?>) layers.get(i);
            assertEquals(layer.get("verdict"), found.get(i).verdict().toString(), found.get(i).reason());
            assertEquals(layer.get("verdict").equals("RIGHT"), found.get(i).isRight());
            assertWeights((String) layer.get("weights"), found.get(i), (String) layer.get("folded"));
        }
        assertEquals(refused.size(), model.otherSamplers().size(), () -> others(model));
        for (int i = 0; i < refused.size(); i++) {
            String reason = model.otherSamplers().get(i).reason();
            assertTrue(reason.contains((String) refused.get(i)), reason);
        }
        assertEquals(found.size(), found.stream().map(OnnxLayer::name).distinct().count());
    }

    private static String others(OnnxModel model) {
        try {
            return model.otherSamplers().toString();
        } catch (IOException failure) {
            return failure.getMessage();
        }
    }

    private void assertWeights(String checkpoint, OnnxLayer layer, String folded) {
        DySampleWeights actual = layer.weights();
        DySampleWeights expected = DySampleLayers.read(checkpoints, checkpoint,
                LayerOptions.NONE.withScale(actual.config().scale()));
        assertEquals(expected.config(), actual.config());
        assertArrayEquals(expected.offsetWeight(), actual.offsetWeight());
        if (folded.isEmpty()) {
            assertArrayEquals(expected.offsetBias(), actual.offsetBias());
        } else {
            assertArrayEquals(expected.offsetBias(), actual.offsetBias(), FOLDED);
            assertTrue(layer.reason().contains("folded"), layer.reason());
        }
        assertArrayEquals(expected.scopeWeight(), actual.scopeWeight());
        assertArrayEquals(expected.scopeBias(), actual.scopeBias());
        assertArrayEquals(expected.initialPositions(), actual.initialPositions());
        assertArrayEquals(expected.endConvWeight(), actual.endConvWeight());
        assertArrayEquals(expected.endConvBias(), actual.endConvBias());
    }

    @Test
    void everyModelIsExpected() throws IOException {
        Set<String> there = TestModels.in("onnx-layers").stream()
                .map(file -> file.getFileName().toString())
                .collect(Collectors.toSet());
        assertEquals(there, new HashSet<>(expected().keySet()));
        assertTrue(there.size() > 50, there.size() + " models");
    }

    @Test
    void layersHaveTheirModulesNames() throws IOException {
        OnnxModel stacked = OnnxModel.read(FOLDER.resolve("stacked.onnx"));
        assertEquals(List.of("up1", "up2"), stacked.layers().stream().map(OnnxLayer::name).toList());
        assertEquals(stacked.layers().get(0).y(), stacked.layers().get(1).x());
        OnnxLayer alone = OnnxModel.read(FOLDER.resolve("lp-static-scripted.onnx")).layers().getFirst();
        assertEquals("x", alone.x());
        assertEquals("y", alone.y());
        assertFalse(alone.reason().isEmpty());
    }
}
