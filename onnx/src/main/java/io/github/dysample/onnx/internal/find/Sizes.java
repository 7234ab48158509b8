package io.github.dysample.onnx.internal.find;

import io.github.dysample.onnx.internal.evaluate.CannotEvaluateException;
import io.github.dysample.onnx.internal.evaluate.Constants;
import io.github.dysample.onnx.internal.evaluate.Operand;
import io.github.dysample.onnx.internal.graph.ElementType;
import io.github.dysample.onnx.internal.graph.Graph;
import io.github.dysample.onnx.internal.graph.Model;
import io.github.dysample.onnx.internal.graph.Node;
import io.github.dysample.onnx.internal.graph.StoredTensor;
import io.github.dysample.onnx.internal.graph.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The sizes to try a layer at.
 *
 * @param free whether the model takes maps of any size, as far as it says
 * @param batch the batch that x must have, or {@link Value#FREE}
 * @param declared the sizes that x may be frozen to: the one that the file says it has, and those that
 *     constants hint at
 */
record Sizes(boolean free, long batch, List<MapSize> declared) {
    private static final int MOST_DECLARED = 8;
    private static final int MOST_ELEMENTS_OF_SHAPE = 8;

    static Sizes of(Model model, Constants constants, Candidate candidate, int groups) throws IOException {
        long[] x = shapeOf(model.graph(), candidate.region().x());
        long batch = x == null || x.length != 4 ? Value.FREE : x[0];
        Set<MapSize> found = new LinkedHashSet<>();
        if (x != null && x.length == 4) {
            add(found, 1, x[2], x[3]);
        }
        for (Node node : candidate.region().nodes()) {
            for (String input : node.inputs()) {
                StoredTensor constant = constants.stored(input);
                if (constant != null && found.size() < MOST_DECLARED) {
                    addHints(constants, constant, node.is("Reshape"), groups, found);
                }
            }
        }
        return new Sizes(isFree(model.graph()), batch, List.copyOf(found));
    }

    private static long[] shapeOf(Graph graph, String tensor) {
        return graph.inputs().stream().filter(value -> value.name().equals(tensor)).findFirst()
                .or(() -> Optional.ofNullable(graph.values().get(tensor)))
                .map(Value::dims)
                .orElse(null);
    }

    /** Whether a map among the inputs has a height or width without a number. */
    private static boolean isFree(Graph graph) {
        List<Value> maps = graph.inputs().stream()
                .filter(value -> !graph.initializers().containsKey(value.name()))
                .filter(value -> value.dims() == null || value.dims().length == 4)
                .toList();
        return maps.isEmpty() || maps.stream().anyMatch(value ->
                value.dims() == null || value.dims()[2] == Value.FREE || value.dims()[3] == Value.FREE);
    }

    private static void addHints(
            Constants constants, StoredTensor constant, boolean isTarget, int groups, Set<MapSize> found)
            throws IOException {
        long[] dims = constant.dims();
        boolean isFloat = constant.type() == ElementType.FLOAT || constant.type() == ElementType.DOUBLE;
        if (isFloat && dims.length >= 4 && constant.elements() == 2 * dims[dims.length - 2] * dims[dims.length - 1]) {
            add(found, 1, dims[dims.length - 2], dims[dims.length - 1]); // the positions of all pixels
        }
        boolean isNormaliser = isFloat && constant.elements() == 2;
        boolean isShape = isTarget && constant.type() == ElementType.INT64 && dims.length == 1 && dims[0] >= 4
                && dims[0] <= MOST_ELEMENTS_OF_SHAPE;
        if (!isNormaliser && !isShape) {
            return;
        }
        Operand values;
        try {
            values = constants.operand(constant);
        } catch (CannotEvaluateException unread) {
            return;
        }
        if (isNormaliser) {
            add(found, 1, (long) values.floats()[1], (long) values.floats()[0]);
            add(found, 1, Math.round(1 / values.floats()[1]), Math.round(1 / values.floats()[0]));
            add(found, 1, Math.round(2 / values.floats()[1]), Math.round(2 / values.floats()[0]));
        } else {
            long[] target = values.longs();
            add(found, Math.max(1, target[0] / groups), target[target.length - 2], target[target.length - 1]);
        }
    }

    private static void add(Set<MapSize> found, long batch, long height, long width) {
        // On a map of one row or column almost anything samples the same.
        if (Math.min(height, width) > 1 && Math.max(height, width) <= 1 << 20 && batch <= 1 << 10) {
            found.add(new MapSize((int) batch, (int) height, (int) width));
        }
    }

    /** The declared sizes with the batch that x has, if it is said. */
    List<MapSize> atBatch() {
        List<MapSize> sizes = new ArrayList<>();
        for (MapSize size : declared) {
            sizes.add(batch >= 1 && batch <= 1 << 10 ? size.withBatch((int) batch) : size);
        }
        return sizes;
    }
}
