package io.github.dysample.io;

import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.io.internal.layer.InitPos;
import io.github.dysample.io.internal.layer.LayerInference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * DySample layers in the state dict of a model. Safe to call from any thread.
 *
 * <p>A layer under the prefix {@code neck.up.} has the arrays {@code neck.up.offset.weight} of shape (out, in, 1, 1) or
 * (out, in), {@code neck.up.offset.bias} (may be missing), {@code neck.up.init_pos} (may be missing), and with dynamic
 * scope {@code neck.up.scope.weight}, in old checkpoints also {@code neck.up.scope.bias}.
 *
 * <p>{@code init_pos}, shape (1, 2·g·s², 1, 1), tells scale, groups and style. Without it the shapes alone are
 * ambiguous and {@link LayerOptions} must say what they leave open: the scale, and the style or the channels, which
 * tell {@code lp} from {@code pl}; for a layer known to be {@code lp}, the groups do as well as the scale.
 */
public final class DySampleLayers {
    private static final String OFFSET_WEIGHT = "offset.weight";
    private static final String OFFSET_BIAS = "offset.bias";
    private static final String SCOPE_WEIGHT = "scope.weight";
    private static final String SCOPE_BIAS = "scope.bias";
    private static final String INIT_POS = "init_pos";
    private static final List<String> PARTS = List.of(OFFSET_WEIGHT, OFFSET_BIAS, SCOPE_WEIGHT, SCOPE_BIAS, INIT_POS);

    /**
     * A layer that was found.
     *
     * @param prefix what its names begin with, such as {@code neck.up.}; empty for a lone layer
     * @param weights its weights; float32 arrays are shared with the state dict
     */
    public record Found(String prefix, DySampleWeights weights) {}

    private DySampleLayers() {}

    /**
     * Whether an array may belong to a layer, by its name alone. With
     * {@link Checkpoints#read(java.nio.file.Path, java.util.function.Predicate)} it keeps the rest of a large model
     * out of memory.
     *
     * @param name the name of an array
     * @return whether its last parts are {@code offset.weight}, {@code offset.bias}, {@code scope.weight},
     *     {@code scope.bias} or {@code init_pos}
     */
    public static boolean isLayerArray(String name) {
        return PARTS.stream().anyMatch(part -> endsInPart(name, part));
    }

    private static boolean endsInPart(String name, String part) {
        return name.endsWith(part)
                && (name.length() == part.length() || name.charAt(name.length() - part.length() - 1) == '.');
    }

    /**
     * Finds all layers of a state dict that keeps {@code init_pos}.
     *
     * @param dict the state dict
     * @return the layers in its order; empty if there is none
     * @throws IllegalArgumentException as {@link #find(StateDict, LayerOptions)} does
     */
    public static List<Found> find(StateDict dict) {
        return find(dict, LayerOptions.NONE);
    }

    /**
     * Finds all layers of a state dict.
     *
     * <p>An {@code offset.weight} that is no 1×1 convolution (a deformable convolution has 3×3 ones) is no layer. If
     * any layer has {@code init_pos}, the state dict keeps buffers, and only layers with {@code init_pos} count; if
     * none has, every 1×1 {@code offset.weight} with an even number of outputs does.
     *
     * @param dict the state dict
     * @param options what is known of the layers; it applies to all of them
     * @return the layers in its order; empty if there is none
     * @throws IllegalArgumentException if a layer's arrays do not fit together, contradict the options, or leave
     *     something open that the options do not say; the message names the layer, the numbers, and the option to give
     */
    public static List<Found> find(StateDict dict, LayerOptions options) {
        List<Found> layers = new ArrayList<>();
        for (String prefix : prefixes(dict)) {
            layers.add(new Found(prefix, read(dict, prefix, options)));
        }
        return layers;
    }

    /**
     * The prefixes of all layers, by the rule of {@link #find(StateDict, LayerOptions)}, without reading them.
     *
     * @param dict the state dict
     * @return the prefixes in its order; empty if there is none
     */
    public static List<String> prefixes(StateDict dict) {
        List<String> proven = new ArrayList<>();
        List<String> possible = new ArrayList<>();
        for (Map.Entry<String, NdArray> array : dict.arrays().entrySet()) {
            String name = array.getKey();
            if (!endsInPart(name, OFFSET_WEIGHT) || !isPointwise(array.getValue())) {
                continue;
            }
            String prefix = name.substring(0, name.length() - OFFSET_WEIGHT.length());
            if (dict.get(prefix + INIT_POS) != null) {
                proven.add(prefix);
            } else if (array.getValue().shape()[0] % 2 == 0) {
                possible.add(prefix);
            }
        }
        return proven.isEmpty() ? possible : proven;
    }

    /**
     * Reads one layer.
     *
     * @param dict the state dict
     * @param prefix what the layer's names begin with; the dot at its end may be left out
     * @param options what is known of the layer
     * @return its weights; float32 arrays are shared with the state dict
     * @throws IllegalArgumentException if there is no such layer, or as {@link #find(StateDict, LayerOptions)} does
     */
    public static DySampleWeights read(StateDict dict, String prefix, LayerOptions options) {
        String dotted = dotted(prefix);
        NdArray weight = dict.get(dotted + OFFSET_WEIGHT);
        if (weight == null) {
            throw new IllegalArgumentException("the state dict has no array " + dotted + OFFSET_WEIGHT);
        }
        try {
            return read(dict, dotted, weight, options);
        } catch (IllegalArgumentException unfit) {
            throw new IllegalArgumentException("layer \"" + dotted + "\": " + unfit.getMessage(), unfit);
        }
    }

    private static DySampleWeights read(StateDict dict, String prefix, NdArray weight, LayerOptions options) {
        requirePointwise(OFFSET_WEIGHT, weight);
        NdArray scope = dict.get(prefix + SCOPE_WEIGHT);
        if (scope != null) {
            requirePointwise(SCOPE_WEIGHT, scope);
            if (scope.shape()[0] != weight.shape()[0] || scope.shape()[1] != weight.shape()[1]) {
                throw new IllegalArgumentException("scope.weight has shape " + scope.shapeString()
                        + ", offset.weight " + weight.shapeString() + "; they must be equal");
            }
        }
        DySampleConfig config = LayerInference.infer(
                weight.shape()[0], weight.shape()[1], dict.get(prefix + INIT_POS), scope != null, options);
        return new DySampleWeights(
                config,
                weight.toFloats(),
                floats(dict, prefix + OFFSET_BIAS),
                scope == null ? null : scope.toFloats(),
                floats(dict, prefix + SCOPE_BIAS));
    }

    /**
     * The state dict of one layer as PyTorch's module has it, {@code init_pos} included, so that
     * {@code load_state_dict(strict=True)} takes it.
     *
     * @param prefix what the names shall begin with; the dot at its end may be left out
     * @param weights the layer
     * @return a state dict; it shares the arrays of the weights
     */
    public static StateDict toStateDict(String prefix, DySampleWeights weights) {
        String dotted = dotted(prefix);
        DySampleConfig config = weights.config();
        long[] shape = {config.convOutputs(), config.convInputs(), 1, 1};
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        arrays.put(dotted + INIT_POS, InitPos.of(config));
        put(arrays, dotted + OFFSET_WEIGHT, weights.offsetWeight(), shape);
        put(arrays, dotted + OFFSET_BIAS, weights.offsetBias(), shape[0]);
        put(arrays, dotted + SCOPE_WEIGHT, weights.scopeWeight(), shape);
        put(arrays, dotted + SCOPE_BIAS, weights.scopeBias(), shape[0]);
        return new StateDict(arrays);
    }

    private static void put(Map<String, NdArray> arrays, String name, float[] values, long... shape) {
        if (values != null) {
            arrays.put(name, NdArray.of(values, shape));
        }
    }

    private static float[] floats(StateDict dict, String name) {
        NdArray array = dict.get(name);
        return array == null ? null : array.toFloats();
    }

    private static String dotted(String prefix) {
        return prefix.isEmpty() || prefix.endsWith(".") ? prefix : prefix + ".";
    }

    private static void requirePointwise(String name, NdArray weight) {
        if (!isPointwise(weight)) {
            throw new IllegalArgumentException(name + " is " + weight
                    + ", must be floating-point of shape (out, in, 1, 1) or (out, in)");
        }
    }

    private static boolean isPointwise(NdArray weight) {
        long[] shape = weight.shape();
        return weight.dtype().isFloating()
                && (shape.length == 2 || shape.length == 4 && shape[2] == 1 && shape[3] == 1);
    }
}
