package io.github.dysample.io.internal.layer;

import io.github.dysample.io.NdArray;
import io.github.dysample.io.StateDict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The arrays of layers in a state dict, by their names and shapes. */
public final class LayerArrays {
    /** (out, in, 1, 1) or (out, in). */
    public static final String OFFSET_WEIGHT = "offset.weight";

    /** (out). */
    public static final String OFFSET_BIAS = "offset.bias";

    /** The shape of the offset's weight. */
    public static final String SCOPE_WEIGHT = "scope.weight";

    /** (out). */
    public static final String SCOPE_BIAS = "scope.bias";

    /** (1, 2·g·s², 1, 1). */
    public static final String INIT_POS = "init_pos";

    /** (outputs, channels, 1, 1). */
    public static final String END_CONV_WEIGHT = "end_conv.weight";

    /** (outputs). */
    public static final String END_CONV_BIAS = "end_conv.bias";

    private static final Pattern NAME =
            Pattern.compile("(.*\\.)?((offset|scope|end_conv)\\..+|init_pos)", Pattern.DOTALL);

    private LayerArrays() {}

    /** Whether an array may belong to a layer, in this form or another, by its name alone. */
    public static boolean isLayerArray(String name) {
        return NAME.matcher(name).matches();
    }

    private static boolean endsInPart(String name, String part) {
        return name.equals(part) || name.endsWith("." + part);
    }

    /** A prefix with its dot; the empty one has none. */
    public static String dotted(String prefix) {
        return prefix.isEmpty() || prefix.endsWith(".") ? prefix : prefix + ".";
    }

    /** The prefixes of all layers; if any has init_pos, only those that have it are layers. */
    static List<String> prefixes(StateDict dict) {
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

    /** Whether an array can be the weight of a 1×1 convolution. */
    static boolean isPointwise(NdArray weight) {
        long[] shape = weight.shape();
        return weight.dtype().isFloating()
                && (shape.length == 2 || shape.length == 4 && shape[2] == 1 && shape[3] == 1);
    }
}
