package io.github.dysample.onnxruntime;

import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An .onnx file, as much of one as the tests need: nodes, constants, one input x and one output y, whose sizes are
 * numbers, names or free.
 */
final class NetworkFile {
    private static final long FLOAT = 1;
    private static final long DOUBLE = 11;
    private static final long IR_VERSION = 8;
    private static final long OPSET = 16;
    private static final String ABSENT = "";

    private final Proto graph = new Proto().text(2, "network");
    private List<String> inputSizes = List.of("", "", "", "");

    /** The network x → one node → y. */
    static byte[] of(DySampleWeights weights) {
        return new NetworkFile().node("x", "y", weights).toByteArray();
    }

    /** The layer as a node, with all its constants. */
    NetworkFile node(String input, String output, DySampleWeights weights) {
        return node(input, output, weights.config(), constants(output, weights));
    }

    /** The layer as a node, with the names of its constants, which a test adds as it likes. */
    NetworkFile node(String input, String output, DySampleConfig config, List<String> constants) {
        return node(input, output, config.scale(), config.groups(), config.style().torchName(), constants);
    }

    NetworkFile node(
            String input, String output, int scale, int groups, String style, List<String> constants) {
        graph.message(1, bare(input, output, constants)
                .message(5, attribute("scale", scale))
                .message(5, attribute("groups", groups))
                .message(5, new Proto().text(1, "style").text(4, style).number(20, 3)));
        return this;
    }

    /** A node from x to y without attributes. */
    NetworkFile bareNode(List<String> constants) {
        graph.message(1, bare("x", "y", constants));
        return this;
    }

    private static Proto bare(String input, String output, List<String> constants) {
        Proto node = new Proto().text(1, input);
        constants.forEach(constant -> node.text(1, constant));
        return node.text(2, output).text(3, output + "_node").text(4, DySampleOperator.TYPE)
                .text(7, DySampleOperator.DOMAIN);
    }

    /** Adds the constants of a layer, and gives their names in the order of the operator's inputs. */
    List<String> constants(String prefix, DySampleWeights weights) {
        DySampleConfig config = weights.config();
        long outputs = config.convOutputs();
        long inputs = config.convInputs();
        List<Constant> constants = new ArrayList<>(List.of(
                new Constant("offset.weight", weights.offsetWeight(), outputs, inputs, 1, 1),
                new Constant("offset.bias", weights.offsetBias(), outputs),
                new Constant("scope.weight", weights.scopeWeight(), outputs, inputs, 1, 1),
                new Constant("scope.bias", weights.scopeBias(), outputs),
                new Constant("init_pos", weights.hasOwnInitialPositions() ? weights.initialPositions() : null,
                        1, config.offsetChannels(), 1, 1),
                new Constant("end_conv.weight", weights.endConvWeight(), config.endConvOutputs(), config.channels(),
                        1, 1),
                new Constant("end_conv.bias", weights.endConvBias(), config.endConvOutputs())));
        while (constants.getLast().values() == null) {
            constants.removeLast();
        }
        return constants.stream()
                .map(each -> each.values() == null
                        ? ABSENT
                        : constant(prefix + "." + each.name(), each.values(), each.shape()))
                .toList();
    }

    private record Constant(String name, float[] values, long... shape) {}

    /** Adds a constant. */
    String constant(String name, float[] values, long... shape) {
        graph.message(5, tensor(name, FLOAT, shape).floats(9, values));
        return name;
    }

    private static Proto tensor(String name, long type, long... shape) {
        Proto tensor = new Proto();
        Arrays.stream(shape).forEach(size -> tensor.number(1, size));
        return tensor.number(2, type).text(8, name);
    }

    /** A constant of the wrong type. */
    String doubles(String name, long... shape) {
        int count = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        graph.message(5, tensor(name, DOUBLE, shape).bytes(9, new byte[count * Double.BYTES]));
        return name;
    }

    /** A node of ONNX's own with one output and no attributes. */
    NetworkFile standard(String type, String output, String... inputs) {
        Proto node = new Proto();
        Arrays.stream(inputs).forEach(input -> node.text(1, input));
        graph.message(1, node.text(2, output).text(3, output + "_node").text(4, type));
        return this;
    }

    /** Says the sizes of x: each a number, a name or nothing. */
    NetworkFile input(String... sizes) {
        inputSizes = List.of(sizes);
        return this;
    }

    /** Another input of the graph. */
    NetworkFile input(String name, List<String> sizes) {
        graph.message(11, value(name, sizes));
        return this;
    }

    /** The file; once. */
    byte[] toByteArray() {
        graph.message(11, value("x", inputSizes)).message(12, value("y", null));
        return new Proto().number(1, IR_VERSION).message(7, graph)
                .message(8, new Proto().text(1, "").number(2, OPSET))
                .message(8, new Proto().text(1, DySampleOperator.DOMAIN).number(2, 1))
                .toByteArray();
    }

    private static Proto value(String name, List<String> sizes) {
        Proto tensor = new Proto().number(1, FLOAT);
        if (sizes != null) {
            Proto shape = new Proto();
            sizes.forEach(size -> shape.message(1, dimension(size)));
            tensor.message(2, shape);
        }
        return new Proto().text(1, name).message(2, new Proto().message(1, tensor));
    }

    private static Proto dimension(String size) {
        if (size.isEmpty()) {
            return new Proto();
        }
        return Character.isDigit(size.charAt(0))
                ? new Proto().number(1, Long.parseLong(size))
                : new Proto().text(2, size);
    }

    private static Proto attribute(String name, long value) {
        return new Proto().text(1, name).number(3, value).number(20, 2);
    }
}
