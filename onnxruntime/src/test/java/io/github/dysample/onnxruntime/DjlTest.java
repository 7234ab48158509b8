package io.github.dysample.onnxruntime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoopTranslator;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.github.dysample.DySample;
import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DJL makes the session itself, from options that it is given. */
class DjlTest {
    @TempDir
    private Path folder;

    @Test
    void optionsOfTheCaller() throws Exception {
        DySampleWeights weights = TestLayers.weights(DySampleConfig.dySample(8));
        Files.write(folder.resolve("network.onnx"), NetworkFile.of(weights));
        Tensor x = TestLayers.map(1, 8, 7, 6, 1);
        SessionOptions options = new SessionOptions(); // the model closes them
        DySampleOperator.register(options);
        try (Model model = Model.newInstance("network", "OnnxRuntime")) {
            model.load(folder, "network", Map.of("sessionOptions", options));
            try (Predictor<NDList, NDList> predictor = model.newPredictor(new NoopTranslator());
                    NDManager manager = model.getNDManager().newSubManager();
                    NDList y = predictor.predict(new NDList(manager.create(x.data(), new Shape(1, 8, 7, 6))))) {
                assertArrayEquals(DySample.of(weights).forward(x).data(), y.singletonOrThrow().toFloatArray());
            }
        }
    }
}
