package io.github.dysample.onnx.internal.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.io.FileFormatException;
import io.github.dysample.onnx.internal.wire.Slice;
import io.github.dysample.onnx.internal.wire.WireReader;
import io.github.dysample.onnx.internal.wire.WireWriter;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class GraphEditTest {
    private static final int UNKNOWN = 4000;

    private static WireWriter node(String operator, String input, String output) {
        return new WireWriter().text(1, input).text(2, output).text(4, operator).text(UNKNOWN, "kept in " + operator);
    }

    private static Model model() throws FileFormatException {
        WireWriter graph = new WireWriter()
                .text(UNKNOWN, "in the graph")
                .message(Graph.NODE, node("Relu", "x", "a"))
                .message(Graph.INITIALIZER, new WireWriter().number(1, 1).number(2, 1).real(4, 3).text(8, "w"))
                .message(Graph.NODE, node("Neg", "a", "y"))
                .message(Graph.INPUT, new WireWriter().text(1, "x"))
                .message(Graph.OUTPUT, new WireWriter().text(1, "y"));
        return Model.read("memory", new WireWriter()
                .number(1, 8)
                .message(Model.OPSET, new WireWriter().text(1, "").number(2, 16))
                .message(Model.GRAPH, graph)
                .text(UNKNOWN, "in the model")
                .real(UNKNOWN + 1, 2)
                .toBytes());
    }

    @Test
    void withoutChangesEveryByteComesBack() throws FileFormatException {
        assertArrayEquals(model().message().array(), new GraphEdit().apply(model()));
    }

    @Test
    void aReplacedNodeLeavesTheRestAsItIs() throws FileFormatException {
        Model model = model();
        byte[] abs = node("Abs", "x", "a").toBytes();
        Model changed = Model.read("changed", new GraphEdit()
                .replace(model.graph().nodes().getFirst(), List.of(abs))
                .removeInitializer("w")
                .addInitializer("v", new WireWriter().number(1, 0).number(2, 1).text(8, "v").toBytes())
                .replaceValue("x", null)
                .addOpset("mine", 1)
                .addOpset("", 22)
                .apply(model));
        assertEquals(List.of("Abs", "Neg"), changed.graph().nodes().stream().map(Node::operator).toList());
        assertArrayEquals(bytes(model.graph().nodes().get(1).field()), bytes(changed.graph().nodes().get(1).field()));
        assertEquals(List.of("v"), List.copyOf(changed.graph().initializers().keySet()));
        assertTrue(changed.graph().inputs().isEmpty());
        assertEquals(1, changed.opsets().get("mine"));
        assertEquals(16, changed.opset());
        WireReader reader = new WireReader("changed", changed.message());
        String unknown = null;
        while (reader.next()) {
            unknown = reader.field() == UNKNOWN ? reader.text() : unknown;
        }
        assertEquals("in the model", unknown);
    }

    @Test
    void aNodeMayGoAltogether() throws FileFormatException {
        Model model = model();
        Model changed = Model.read("changed",
                new GraphEdit().replace(model.graph().nodes().getLast(), List.of()).apply(model));
        assertEquals(1, changed.graph().nodes().size());
        assertNull(changed.wiring().makerOf("y"));
    }

    private static byte[] bytes(Slice slice) {
        return Arrays.copyOfRange(slice.array(), slice.from(), slice.to());
    }
}
