package io.github.dysample.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.onnx.internal.graph.Model;
import io.github.dysample.onnx.internal.graph.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every model with layers, mended in every form and read again. */
class MendedTest {
    @Test
    void everyLayerIsFoundAgainAndRight() throws IOException {
        int layers = 0;
        for (Path file : TestModels.in("onnx-layers")) {
            OnnxModel model = OnnxModel.read(file);
            for (OnnxForm form : List.of(OnnxForm.FAST, OnnxForm.PLAIN)) {
                List<OnnxLayer> after = OnnxModel.read(file + " mended", model.mended(form)).layers();
                assertEquals(model.layers().size(), after.size(), file.toString());
                for (int i = 0; i < after.size(); i++) {
                    OnnxLayer was = model.layers().get(i);
                    OnnxLayer is = after.get(i);
                    assertTrue(is.isRight(), file + ": " + is);
                    assertEquals(List.of(was.x(), was.y()), List.of(is.x(), is.y()));
                    assertEquals(was.weights().config(), is.weights().config());
                    assertArrayEquals(was.weights().offsetWeight(), is.weights().offsetWeight(), file.toString());
                    assertArrayEquals(was.weights().offsetBias(), is.weights().offsetBias());
                    assertArrayEquals(was.weights().scopeWeight(), is.weights().scopeWeight());
                    assertArrayEquals(was.weights().initialPositions(), is.weights().initialPositions());
                    assertArrayEquals(was.weights().endConvWeight(), is.weights().endConvWeight());
                }
                layers += after.size();
            }
        }
        assertTrue(layers >= 50, layers + " layers");
    }

    @Test
    void theOperatorIsOneNodeForEachLayer() throws IOException {
        for (Path file : TestModels.in("onnx-layers")) {
            OnnxModel model = OnnxModel.read(file);
            Model mended = Model.read("mended", model.mended(OnnxForm.OPERATOR));
            List<Node> nodes = mended.graph().nodes();
            assertEquals(model.layers().size(),
                    nodes.stream().filter(node -> node.operator().equals("DySample")).count(), file.toString());
            assertEquals(model.otherSamplers().size(),
                    nodes.stream().filter(node -> node.operator().equals("GridSample")).count()
                            + mended.nested().size(),
                    file.toString());
        }
    }

    @Test
    void aModelWithoutLayersKeepsItsBytes() throws IOException {
        int without = 0;
        for (Path file : TestModels.in("onnx-layers")) {
            OnnxModel model = OnnxModel.read(file);
            if (model.layers().isEmpty()) {
                assertArrayEquals(Files.readAllBytes(file), model.mended(OnnxForm.FAST), file.toString());
                without++;
            }
        }
        assertTrue(without >= 8, without + " models");
    }
}
