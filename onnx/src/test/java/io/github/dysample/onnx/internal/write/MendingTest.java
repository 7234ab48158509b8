package io.github.dysample.onnx.internal.write;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.io.FileFormatException;
import io.github.dysample.onnx.OnnxForm;
import io.github.dysample.onnx.internal.graph.Graph;
import io.github.dysample.onnx.internal.graph.Model;
import io.github.dysample.onnx.internal.graph.Node;
import io.github.dysample.onnx.internal.wire.WireWriter;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A graph of letters, in which "old" makes what a layer made. */
class MendingTest {
    private static final DySampleWeights WEIGHTS = DySampleWeights.initial(DySampleConfig.dySample(4), 0);
    private static final Replacement LAYER = new Replacement("neck.up", WEIGHTS, "x", "y");

    private final WireWriter graph = new WireWriter();

    @Test
    void onlyWhatTheOldLayerUsedIsRemoved() throws FileFormatException {
        node("a", List.of("image", "shared"), "x");
        node("b", List.of("x", "own"), "grid");
        node("c", List.of("image"), "size");
        node("old", List.of("x", "grid", "size", "shared", "fed"), "y");
        node("unused", List.of("image", "alone"), "nothing");
        node("d", List.of("y", "kept"), "out");
        constants("shared", "own", "fed", "alone", "kept");
        value(Graph.INPUT, "image");
        value(Graph.INPUT, "fed");
        value(Graph.OUTPUT, "out");
        value(Graph.VALUE, "grid");
        value(Graph.VALUE, "y");
        value(Graph.VALUE, "x");
        Graph mended = mend(OnnxForm.OPERATOR);
        assertEquals(List.of("a", "DySample", "unused", "d"), operators(mended));
        assertEquals(List.of("shared", "fed", "alone", "kept"),
                mended.initializers().keySet().stream().filter(name -> !name.startsWith("neck.up.")).toList());
        assertEquals(List.of("x"), List.copyOf(mended.values().keySet()));
        assertEquals(List.of("image", "fed"), mended.inputs().stream().map(value -> value.name()).toList());
    }

    @Test
    void whatOthersReadOfTheOldLayerStays() throws FileFormatException {
        node("b", List.of("x", "own"), "grid");
        node("old", List.of("x", "grid"), "y");
        node("d", List.of("y", "grid"), "out");
        constants("own");
        value(Graph.INPUT, "x");
        value(Graph.OUTPUT, "out");
        assertEquals(List.of("b", "DySample", "d"), operators(mend(OnnxForm.OPERATOR)));
    }

    @Test
    void outputsOfTheGraphStayWithWhatIsSaidOfThem() throws FileFormatException {
        node("b", List.of("x"), "grid");
        node("old", List.of("x", "grid"), "y");
        value(Graph.INPUT, "x");
        value(Graph.OUTPUT, "grid");
        value(Graph.OUTPUT, "y");
        Graph mended = mend(OnnxForm.OPERATOR);
        assertEquals(List.of("b", "DySample"), operators(mended));
        assertEquals(2, mended.outputs().size());
    }

    @Test
    void whatAGraphInsideANodeReadsStays() throws FileFormatException {
        node("b", List.of("x", "own"), "grid");
        node("old", List.of("x", "grid"), "y");
        WireWriter inner = new WireWriter()
                .message(Graph.NODE, new WireWriter().text(1, "grid").text(2, "inside").text(4, "e"))
                .message(Graph.OUTPUT, new WireWriter().text(1, "inside"));
        graph.message(Graph.NODE, new WireWriter().text(1, "y").text(2, "out").text(4, "If")
                .message(5, new WireWriter().text(1, "then_branch").message(6, inner).number(20, 5)));
        constants("own");
        value(Graph.INPUT, "x");
        value(Graph.OUTPUT, "out");
        Graph mended = mend(OnnxForm.OPERATOR);
        assertEquals(List.of("b", "DySample", "If"), operators(mended));
        assertTrue(mended.initializers().containsKey("own"));
    }

    @Test
    void newNodesComeWhereTheOldOneStoodInOrder() throws FileFormatException {
        node("old", List.of("x"), "y");
        node("d", List.of("y"), "out");
        value(Graph.INPUT, "x");
        value(Graph.OUTPUT, "out");
        for (OnnxForm form : List.of(OnnxForm.FAST, OnnxForm.PLAIN)) {
            Model model = Model.read("mended", Mending.apply(model(16), List.of(LAYER), form));
            assertFalse(model.opsets().containsKey(OperatorNode.DOMAIN));
            List<Node> nodes = model.graph().nodes();
            assertEquals("d", nodes.getLast().operator());
            assertEquals(List.of("y"), nodes.get(nodes.size() - 2).outputs());
        }
    }

    @Test
    void aLayerKeepsItsName() throws FileFormatException {
        node("old", List.of("x", "neck.up.offset.weight"), "y");
        constants("neck.up.offset.weight");
        value(Graph.INPUT, "x");
        value(Graph.OUTPUT, "y");
        Graph mended = mend(OnnxForm.FAST);
        assertTrue(mended.initializers().get("neck.up.offset.weight").hasShape(32, 4, 1, 1));
    }

    @Test
    void namesThatAreThereAreNotUsedAgain() throws FileFormatException {
        node("old", List.of("x"), "y");
        node("d", List.of("y"), "neck.up.height");
        value(Graph.INPUT, "x");
        value(Graph.OUTPUT, "neck.up.height");
        Graph mended = mend(OnnxForm.FAST);
        assertTrue(mended.initializers().keySet().stream().allMatch(name -> name.startsWith("neck.up_1.")));
    }

    @Test
    void theRestKeepsItsBytes() throws FileFormatException {
        node("old", List.of("x"), "y");
        graph.text(10, "a description").bytes(99, new byte[] {1, 2, 3});
        value(Graph.INPUT, "x");
        value(Graph.OUTPUT, "y");
        byte[] mended = Mending.apply(model(16), List.of(LAYER), OnnxForm.OPERATOR);
        byte[] kept = new WireWriter().text(10, "a description").bytes(99, new byte[] {1, 2, 3}).toBytes();
        assertTrue(indexOf(mended, kept) > 0);
        assertArrayEquals(model(16).message().array(), Mending.apply(model(16), List.of(), OnnxForm.OPERATOR));
    }

    @Test
    void modelsThatAreTooOldAreRefused() {
        node("old", List.of("x"), "y");
        String message = assertThrows(FileFormatException.class,
                () -> Mending.apply(model(11), List.of(LAYER), OnnxForm.FAST)).getMessage();
        assertTrue(message.contains("has opset 11; its layers can be written from opset 16"), message);
    }

    private void node(String operator, List<String> inputs, String output) {
        WireWriter node = new WireWriter();
        inputs.forEach(input -> node.text(1, input));
        graph.message(Graph.NODE, node.text(2, output).text(4, operator));
    }

    private void constants(String... names) {
        for (String name : names) {
            graph.message(Graph.INITIALIZER, new WireWriter().number(2, 1).text(8, name).bytes(9, new byte[4]));
        }
    }

    private void value(int field, String name) {
        graph.message(field, new WireWriter().text(1, name));
    }

    private Graph mend(OnnxForm form) throws FileFormatException {
        return Model.read("mended", Mending.apply(model(16), List.of(LAYER), form)).graph();
    }

    private Model model(int opset) throws FileFormatException {
        return Model.read("net", new WireWriter()
                .number(1, 8)
                .message(8, new WireWriter().text(1, "").number(2, opset))
                .message(7, graph)
                .toBytes());
    }

    private static List<String> operators(Graph graph) {
        return graph.nodes().stream().map(Node::operator).toList();
    }

    private static int indexOf(byte[] whole, byte[] part) {
        for (int i = 0; i + part.length <= whole.length; i++) {
            if (Arrays.equals(whole, i, i + part.length, part, 0, part.length)) {
                return i;
            }
        }
        return -1;
    }
}
