package io.github.dysample.io;

import static io.github.dysample.io.TestFiles.golden;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Style;
import io.github.dysample.io.DySampleLayers.Found;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.jr.ob.JSON;

/** The checkpoints that PyTorch and NumPy wrote hold what {@code expected.json} says. */
class GoldenCheckpointsTest {
    @TestFactory
    Stream<DynamicTest> everyCheckpointHoldsWhatIsExpected() {
        Map<?, ?> expected = JSON.std.mapFrom(golden("checkpoints/expected.json").toFile());
        return ((List<?>) expected.get("files"))
                .stream()
                .map(Map.class::cast)
                .map(file -> DynamicTest.dynamicTest((String) file.get("file"), () -> check(file)));
    }

    private static void check(Map<?, ?> file) throws IOException {
        Path path = golden("checkpoints/" + file.get("file"));
        if ((boolean) file.get("refused")) {
            assertThrows(FileFormatException.class, () -> Checkpoints.read(path));
            return;
        }
        StateDict dict = Checkpoints.read(path);
        List<?> layers = (List<?>) file.get("layers");
        assertEquals(
                layers.stream().map(layer -> ((Map<?, ?>) layer).get("prefix")).toList(),
                DySampleLayers.prefixes(dict));
        for (Object each : layers) {
            Map<?, ?> layer = (Map<?, ?>) each;
            DySampleConfig config = config(layer);
            LayerOptions options = (boolean) layer.get("initPos")
                    ? LayerOptions.NONE
                    : new LayerOptions(config.scale(), null, config.style());
            DySampleWeights weights = DySampleLayers.read(dict, (String) layer.get("prefix"), options);
            assertEquals(config, weights.config());
            assertEquals(layer.get("scopeBias"), weights.scopeBias() != null);
            List<?> first = (List<?>) layer.get("offsetWeightFirst");
            for (int i = 0; i < first.size(); i++) {
                assertEquals(((Number) first.get(i)).floatValue(), weights.offsetWeight()[i]);
            }
            double sum = 0;
            for (float weight : weights.offsetWeight()) {
                sum += weight;
            }
            assertEquals(((Number) layer.get("offsetWeightSum")).doubleValue(), sum);
        }
    }

    private static DySampleConfig config(Map<?, ?> layer) {
        return new DySampleConfig(
                number(layer, "channels"),
                number(layer, "scale"),
                number(layer, "groups"),
                Style.ofTorchName((String) layer.get("style")),
                (boolean) layer.get("dynamicScope"));
    }

    private static int number(Map<?, ?> map, String key) {
        return (int) map.get(key);
    }

    @Test
    void theDetectorHasTensorsThatAreNoLayers() throws IOException {
        StateDict dict = Checkpoints.read(golden("checkpoints/detector.pth"));
        List<Found> found = DySampleLayers.find(dict);
        assertTrue(dict.arrays().size() > 4 * found.size(), () -> dict.arrays().keySet().toString());
    }

    @Test
    void viewsHoldTheSameNumbersAsTheirSource() throws IOException {
        DySampleWeights legacy = DySampleLayers.find(Checkpoints.read(golden("checkpoints/legacy-scope-bias.pth")))
                .getFirst()
                .weights();
        StateDict same = Checkpoints.read(golden("cases/legacy-scope-bias/weights.safetensors"));
        assertEquals(NdArray.of(legacy.offsetWeight(), 32, 16, 1, 1), same.get("offset.weight"));
        assertEquals(NdArray.of(legacy.scopeBias(), 32), same.get("scope.bias"));
    }

    @Test
    void initPosIsWhatPyTorchMakes() throws IOException {
        for (String name : golden("cases").toFile().list()) {
            StateDict dict = Safetensors.read(golden("cases/" + name + "/weights.safetensors"));
            Map<?, ?> json = JSON.std.mapFrom(golden("cases/" + name + "/case.json").toFile());
            DySampleWeights weights =
                    DySampleLayers.read(dict, "", LayerOptions.NONE.withStyle(config(json).style()));
            assertEquals(config(json), weights.config(), name);
            assertEquals(dict.arrays(), DySampleLayers.toStateDict("", weights).arrays(), name);
        }
    }
}
