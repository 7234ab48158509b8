package io.github.dysample.onnx.internal.evaluate;

import io.github.dysample.onnx.internal.graph.Attribute;
import io.github.dysample.onnx.internal.graph.ElementType;
import io.github.dysample.onnx.internal.graph.Model;
import io.github.dysample.onnx.internal.graph.Node;
import io.github.dysample.onnx.internal.graph.StoredTensor;
import io.github.dysample.onnx.internal.graph.TensorElements;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The tensors of a model that are the same in every call: initializers and Constant nodes, also behind Identity. */
public final class Constants {
    private static final int MAX_IDENTITIES = 8;

    private final Model model;
    private final TensorElements elements;
    private final Map<StoredTensor, Operand> read = new HashMap<>();

    /** Of a model. */
    public Constants(Model model, TensorElements elements) {
        this.model = model;
        this.elements = elements;
    }

    /** The tensor of a name, or null if it is not a constant. Where it is also an input, it is that input's default. */
    public StoredTensor stored(String name) {
        String at = name;
        for (int i = 0; i < MAX_IDENTITIES; i++) {
            StoredTensor initializer = model.graph().initializers().get(at);
            if (initializer != null) {
                return initializer;
            }
            Node maker = model.wiring().makerOf(at);
            if (maker == null || !maker.is("Identity")) {
                return maker != null && maker.is("Constant") && maker.attributes().get("value")
                        instanceof Attribute.Tensor(StoredTensor value) ? value : null;
            }
            at = maker.input(0);
        }
        return null;
    }

    /** The elements of a constant of FLOAT. */
    public float[] floats(StoredTensor tensor) throws IOException {
        return elements.floats(tensor);
    }

    /** The operand that a constant is. */
    public Operand operand(StoredTensor tensor) throws IOException, CannotEvaluateException {
        Operand known = read.get(tensor);
        if (known == null) {
            known = readOperand(tensor);
            read.put(tensor, known);
        }
        return known;
    }

    private Operand readOperand(StoredTensor tensor) throws IOException, CannotEvaluateException {
        int[] shape = new int[tensor.dims().length];
        for (int d = 0; d < shape.length; d++) {
            shape[d] = (int) Math.min(tensor.dims()[d], Integer.MAX_VALUE);
        }
        return switch (tensor.type()) {
            case ElementType.FLOAT -> Operand.of(elements.floats(tensor), shape);
            case ElementType.DOUBLE -> Operand.of(rounded(elements.doubles(tensor)), shape);
            case ElementType.INT64, ElementType.INT32, ElementType.BOOL -> Operand.of(elements.longs(tensor), shape);
            default -> throw new CannotEvaluateException("it computes with a constant of "
                    + ElementType.name(tensor.type()) + ", which is not supported");
        };
    }

    private static float[] rounded(double... values) {
        float[] rounded = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            rounded[i] = (float) values[i];
        }
        return rounded;
    }
}
