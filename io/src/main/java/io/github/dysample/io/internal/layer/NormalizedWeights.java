package io.github.dysample.io.internal.layer;

import io.github.dysample.io.NdArray;
import io.github.dysample.io.StateDict;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Weights of layers that PyTorch keeps in parts while it trains: {@code weight_norm}, whose weight is g·v/‖v‖, in its
 * old and its new spelling, and pruning, whose weight is the original times a mask. They are plain arithmetic: computed
 * in float64 and rounded once.
 */
final class NormalizedWeights {
    private static final String OLD_LENGTH = "_g";
    private static final String OLD_DIRECTION = "_v";
    private static final String NEW = "parametrizations.";
    private static final String NEW_LENGTH = ".original0";
    private static final String NEW_DIRECTION = ".original1";
    private static final String ORIGINAL = "_orig";
    private static final String MASK = "_mask";

    private NormalizedWeights() {}

    /** The state dict with what such parts stand for in their place; the same one if it has none. */
    static StateDict resolve(StateDict dict) {
        Map<String, NdArray> resolved = new LinkedHashMap<>();
        boolean changed = false;
        for (Map.Entry<String, NdArray> entry : dict.arrays().entrySet()) {
            String name = entry.getKey();
            String whole = null;
            NdArray value = null;
            boolean ofLayer = LayerArrays.isLayerArray(name);
            if (ofLayer && name.endsWith(OLD_LENGTH)) {
                whole = without(name, OLD_LENGTH);
                value = normalized(entry.getValue(), dict.get(whole + OLD_DIRECTION));
            } else if (ofLayer && name.endsWith(NEW_LENGTH) && name.contains(NEW)) {
                whole = without(name, NEW_LENGTH).replace(NEW, "");
                value = normalized(entry.getValue(), dict.get(without(name, NEW_LENGTH) + NEW_DIRECTION));
            } else if (ofLayer && name.endsWith(ORIGINAL)) {
                whole = without(name, ORIGINAL);
                value = masked(entry.getValue(), dict.get(whole + MASK));
            }
            if (value == null || dict.get(whole) != null) {
                resolved.put(name, entry.getValue());
            } else {
                resolved.put(whole, value);
                changed = true;
            }
        }
        return changed ? new StateDict(resolved, dict.metadata(), dict.inertClasses()) : dict;
    }

    private static String without(String name, String end) {
        return name.substring(0, name.length() - end.length());
    }

    /** length · direction / ‖direction‖, the norm over the dimensions in which the length has but one element. */
    private static NdArray normalized(NdArray length, NdArray direction) {
        if (direction == null || !direction.dtype().isFloating() || !length.dtype().isFloating()) {
            return null;
        }
        int[] groups = groups(direction.size(), direction.shape(), length.shape());
        if (groups == null) {
            return null;
        }
        double[] lengths = length.toDoubles();
        double[] values = direction.toDoubles();
        double[] squares = new double[lengths.length];
        for (int i = 0; i < values.length; i++) {
            squares[groups[i]] += values[i] * values[i];
        }
        float[] weight = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            weight[i] = (float) (values[i] * lengths[groups[i]] / Math.sqrt(squares[groups[i]]));
        }
        return NdArray.of(weight, direction.shape());
    }

    /** Which element of the lengths each element belongs to, or null if the shapes do not broadcast. */
    private static int[] groups(int count, long[] shape, long[] lengths) {
        boolean scalar = lengths.length == 0;
        if (!scalar && lengths.length != shape.length) {
            return null;
        }
        for (int d = 0; d < shape.length; d++) {
            if (!scalar && lengths[d] != 1 && lengths[d] != shape[d]) {
                return null;
            }
        }
        int[] groups = new int[count];
        for (int i = 0; i < count; i++) {
            int rest = i;
            int stride = 1;
            for (int d = shape.length - 1; d >= 0 && !scalar; d--) {
                if (lengths[d] != 1) {
                    groups[i] += (int) (rest % shape[d]) * stride;
                }
                rest /= (int) shape[d];
                stride *= (int) lengths[d];
            }
        }
        return groups;
    }

    private static NdArray masked(NdArray original, NdArray mask) {
        if (mask == null || !original.dtype().isFloating() || mask.size() != original.size()) {
            return null;
        }
        double[] values = original.toDoubles();
        double[] kept = mask.toDoubles();
        float[] weight = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            weight[i] = (float) (values[i] * kept[i]);
        }
        return NdArray.of(weight, original.shape());
    }
}
