package io.github.dysample.onnx.internal.evaluate;

import io.github.dysample.onnx.internal.graph.Attribute;
import io.github.dysample.onnx.internal.graph.ElementType;
import io.github.dysample.onnx.internal.graph.Model;
import io.github.dysample.onnx.internal.graph.Node;
import io.github.dysample.onnx.internal.graph.StoredTensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Computes one tensor of a graph from another, in float32, by a few operators. Written for files that are not trusted:
 * no native code sees them, and {@link Work} bounds what they take.
 */
public final class Interpreter {
    /** The operators it has. */
    public static final Set<String> OPERATORS = Set.of(
            "Add", "Cast", "Clip", "Concat", "Constant", "ConstantOfShape", "Conv", "DepthToSpace", "Div", "Equal",
            "Expand", "Flatten", "Gather", "GridSample", "Identity", "Max", "Min", "Mul", "Neg", "Range", "Reshape",
            "Shape", "Sigmoid", "Size", "Slice", "SpaceToDepth", "Split", "Squeeze", "Sub", "Transpose", "Unsqueeze",
            "Where");

    /** The most that an evaluation makes, all tensors together. */
    public static final long MOST_ELEMENTS = Work.AT_ONCE;

    /** More than a layer has, and few enough for recursion. */
    private static final int MAX_NODES = 500;

    private final Model model;
    private final Constants constants;
    private final Work work;
    private final Map<Node, Parameters> parameters;
    private final Map<String, Operand> known = new HashMap<>();
    private int nodes;

    private Interpreter(Model model, Constants constants, Work work, Map<Node, Parameters> parameters) {
        this.model = model;
        this.constants = constants;
        this.work = work;
        this.parameters = parameters;
    }

    /**
     * Computes a tensor.
     *
     * @param from the name of the tensor that is given
     * @param given its value
     * @param to the name of the tensor to compute
     * @param parameters of convolutions that compute with others than their own
     * @return its value
     * @throws CannotEvaluateException if it depends on anything else, or on an operator that is not known
     */
    public static Operand evaluate(
            Model model, Constants constants, Work work, String from, Operand given, String to,
            Map<Node, Parameters> parameters) throws CannotEvaluateException, IOException {
        work.begin();
        work.take(given.size());
        Interpreter interpreter = new Interpreter(model, constants, work, parameters);
        interpreter.known.put(from, given);
        return interpreter.value(to);
    }

    private Operand value(String name) throws CannotEvaluateException, IOException {
        Operand value = known.get(name);
        if (value != null) {
            return value;
        }
        StoredTensor constant = constants.stored(name);
        if (constant != null) {
            return constants.operand(constant);
        }
        Node maker = model.wiring().makerOf(name);
        if (maker == null) {
            throw new CannotEvaluateException("it depends on the tensor \"" + name + "\"");
        }
        if (++nodes > MAX_NODES) {
            throw new CannotEvaluateException("it depends on more than " + MAX_NODES + " nodes");
        }
        List<Operand> outputs = compute(maker);
        for (int i = 0; i < Math.min(outputs.size(), maker.outputs().size()); i++) {
            known.put(maker.outputs().get(i), outputs.get(i));
        }
        value = known.get(name);
        if (value == null) {
            throw new CannotEvaluateException(maker + " does not make \"" + name + "\"");
        }
        return value;
    }

    private List<Operand> compute(Node node) throws CannotEvaluateException, IOException {
        if (!node.domain().isEmpty() || !OPERATORS.contains(node.operator())) {
            throw new CannotEvaluateException("the operator " + node.qualifiedOperator() + " is not one of the layer");
        }
        List<Operand> inputs = new ArrayList<>();
        for (String input : node.operator().equals("Conv") ? List.of(node.input(0)) : node.inputs()) {
            inputs.add(input.isEmpty() ? null : value(input));
        }
        return node.is("Split") ? split(node, inputs) : List.of(compute(node, inputs));
    }

    private static Operand get(List<Operand> in, int index) throws CannotEvaluateException {
        Operand operand = index < in.size() ? in.get(index) : null;
        if (operand == null) {
            throw new CannotEvaluateException("an operator lacks its input " + index);
        }
        return operand;
    }

    private Operand compute(Node node, List<Operand> in) throws CannotEvaluateException, IOException {
        return switch (node.operator()) {
            case "Add", "Sub", "Mul", "Div", "Equal" ->
                Arithmetic.binary(work, node.operator(), get(in, 0), get(in, 1));
            case "Max", "Min" -> Arithmetic.all(work, node.operator(), present(in));
            case "Cast" -> cast(get(in, 0), node.integer("to", 0));
            case "Clip" -> clip(node, in);
            case "Concat" -> Shaping.concat(work, present(in), node.integer("axis", 0));
            case "Constant" -> constant(node);
            case "ConstantOfShape" -> filled(node, get(in, 0));
            case "Conv" -> convolve(node, get(in, 0));
            case "DepthToSpace" -> Maps.depthToSpace(
                    work, get(in, 0), node.integer("blocksize", 0), node.text("mode", "DCR").equals("CRD"));
            case "SpaceToDepth" -> Maps.spaceToDepth(work, get(in, 0), node.integer("blocksize", 0));
            case "Expand" -> Arithmetic.expand(work, get(in, 0), shape(get(in, 1)));
            case "Flatten" -> Shaping.flatten(get(in, 0), node.integer("axis", 1));
            case "Gather" -> Shaping.gather(work, get(in, 0), get(in, 1), node.integer("axis", 0));
            case "GridSample" -> Maps.gridSample(
                    work, get(in, 0), get(in, 1), node.text("padding_mode", "zeros").equals("border"));
            case "Identity" -> get(in, 0);
            case "Neg" -> Arithmetic.binary(work, "Mul", get(in, 0), minusOne(get(in, 0)));
            case "Range" -> Shaping.range(work, get(in, 0), get(in, 1), get(in, 2));
            case "Reshape" ->
                Shaping.reshape(get(in, 0), get(in, 1).integers(), node.integer("allowzero", 0) != 0);
            case "Shape" -> shapeOf(node, get(in, 0));
            case "Sigmoid" -> Arithmetic.sigmoid(work, get(in, 0));
            case "Size" -> Operand.of(new long[] {get(in, 0).size()});
            case "Slice" -> Shaping.slice(work, get(in, 0), get(in, 1).integers(), get(in, 2).integers(),
                    optional(in, 3), optional(in, 4));
            case "Squeeze" -> Shaping.squeeze(get(in, 0), axes(node, in));
            case "Transpose" -> Shaping.transpose(work, get(in, 0), node.integers("perm"));
            case "Unsqueeze" -> Shaping.unsqueeze(get(in, 0), requiredAxes(node, in));
            case "Where" -> Arithmetic.where(work, get(in, 0), get(in, 1), get(in, 2));
            default -> throw new CannotEvaluateException("the operator " + node.operator() + " has no definition");
        };
    }

    private static long[] optional(List<Operand> in, int index) throws CannotEvaluateException {
        return index < in.size() && in.get(index) != null ? in.get(index).integers() : null;
    }

    /** Axes are an input since opset 13 and an attribute before. */
    private static long[] axes(Node node, List<Operand> in) throws CannotEvaluateException {
        return in.size() > 1 ? optional(in, 1) : node.integers("axes");
    }

    private static long[] requiredAxes(Node node, List<Operand> in) throws CannotEvaluateException {
        long[] axes = axes(node, in);
        if (axes == null) {
            throw new CannotEvaluateException(node + " has no axes");
        }
        return axes;
    }

    private static List<Operand> present(List<Operand> in) throws CannotEvaluateException {
        for (int i = 0; i < Math.max(1, in.size()); i++) {
            get(in, i);
        }
        return in;
    }

    private static Operand minusOne(Operand like) {
        return like.isFloat() ? Operand.of(new float[] {-1}) : Operand.of(new long[] {-1});
    }

    private static int[] shape(Operand target) throws CannotEvaluateException {
        long[] sizes = target.integers();
        if (Arrays.stream(sizes).anyMatch(size -> size < 0 || size > Integer.MAX_VALUE)) {
            throw new CannotEvaluateException("a tensor gets the shape " + Arrays.toString(sizes));
        }
        return Arrays.stream(sizes).mapToInt(size -> (int) size).toArray();
    }

    private Operand cast(Operand operand, long type) throws CannotEvaluateException {
        return switch ((int) type) {
            case ElementType.FLOAT, ElementType.DOUBLE -> Arithmetic.cast(work, operand, true, false);
            case ElementType.INT64, ElementType.INT32 -> Arithmetic.cast(work, operand, false, false);
            case ElementType.BOOL -> Arithmetic.cast(work, operand, false, true);
            default -> throw new CannotEvaluateException(
                    "it computes in " + ElementType.name(type) + ", which is not supported");
        };
    }

    private Operand clip(Node node, List<Operand> in) throws CannotEvaluateException {
        Operand result = get(in, 0);
        if (in.size() > 1 && in.get(1) != null) {
            result = Arithmetic.binary(work, "Max", result, get(in, 1));
        }
        if (in.size() > 2 && in.get(2) != null) {
            result = Arithmetic.binary(work, "Min", result, get(in, 2));
        }
        if (node.attributes().containsKey("min") || node.attributes().containsKey("max")) {
            throw new CannotEvaluateException("Clip has attributes, as before opset 11");
        }
        return result;
    }

    private Operand constant(Node node) throws CannotEvaluateException {
        if (node.attributes().get("value_float") instanceof Attribute.Real(float value)) {
            return Operand.of(new float[] {value});
        }
        if (node.attributes().get("value_int") instanceof Attribute.Int(long value)) {
            return Operand.of(new long[] {value});
        }
        long[] values = node.integers("value_ints");
        if (values == null) {
            throw new CannotEvaluateException(node + " has a value of another kind than numbers");
        }
        return Operand.of(values, values.length);
    }

    private Operand filled(Node node, Operand target) throws CannotEvaluateException, IOException {
        Operand value = node.attributes().get("value") instanceof Attribute.Tensor(StoredTensor tensor)
                ? constants.operand(tensor)
                : Operand.of(new float[] {0});
        return Shaping.filled(work, shape(target), value);
    }

    private static Operand shapeOf(Node node, Operand operand) {
        int rank = operand.rank();
        long start = node.integer("start", 0);
        long end = node.integer("end", rank);
        int from = Math.clamp(start < 0 ? start + rank : start, 0, rank);
        int to = Math.clamp(end < 0 ? end + rank : end, from, rank);
        long[] sizes = Arrays.stream(operand.shape(), from, to).asLongStream().toArray();
        return Operand.of(sizes, sizes.length);
    }

    private Operand convolve(Node node, Operand x) throws CannotEvaluateException, IOException {
        Parameters given = parameters.get(node);
        if (given == null) {
            throw new CannotEvaluateException(node + " is a convolution that is not the layer's");
        }
        return Maps.convolve(work, x, given.weight(), given.bias(), given.outputs());
    }

    private List<Operand> split(Node node, List<Operand> in) throws CannotEvaluateException {
        long axis = node.integer("axis", 0);
        long[] sizes = optional(in, 1);
        sizes = sizes == null ? node.integers("split") : sizes;
        if (sizes == null) {
            int count = node.outputs().size();
            int size = get(in, 0).shape()[get(in, 0).axis(axis)];
            sizes = new long[count];
            long part = (size + count - 1) / count; // the last one is smaller where they are not equal
            for (int i = 0; i < count; i++) {
                sizes[i] = Math.clamp(size - i * part, 0, part);
            }
        }
        return Shaping.split(work, get(in, 0), axis, sizes);
    }
}
