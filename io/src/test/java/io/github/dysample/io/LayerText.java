package io.github.dysample.io;

import io.github.dysample.io.internal.array.Elements;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * State dicts as text, a line for each array: name, type, dimensions with commas, values that repeat until the array is
 * full; integers are 0. Made for tests that change names and shapes at random: there are no counts to keep right, and
 * malformed lines are skipped.
 */
final class LayerText {
    private static final long MOST_ELEMENTS = 1 << 12;

    private static final int FIRST_VALUE = 3;

    private LayerText() {}

    static StateDict parse(String text) {
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        text.lines().forEach(line -> {
            String[] words = line.split(" ");
            try {
                NdArray array = array(DType.valueOf(words[1]), words);
                if (array != null) {
                    arrays.put(words[0], array);
                }
            } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException unfit) {
                // not a line
            }
        });
        return new StateDict(arrays);
    }

    private static NdArray array(DType dtype, String[] words) {
        String[] dimensions = words[2].isEmpty() ? new String[0] : words[2].split(",");
        long[] shape = new long[dimensions.length];
        double size = 1;
        for (int d = 0; d < shape.length; d++) {
            shape[d] = Long.parseLong(dimensions[d]);
            size *= shape[d];
        }
        if (size > MOST_ELEMENTS || size < 0) {
            return null;
        }
        Object elements = Elements.allocate(dtype, (int) size);
        int values = words.length - FIRST_VALUE;
        for (int i = 0; i < size && values > 0 && dtype.isFloating(); i++) {
            Elements.set(dtype, elements, i, Double.parseDouble(words[FIRST_VALUE + i % values]));
        }
        return NdArray.of(dtype, elements, shape);
    }

    static String of(StateDict dict) {
        StringBuilder text = new StringBuilder();
        dict.arrays().forEach((name, array) -> {
            text.append(name).append(' ').append(array.dtype()).append(' ');
            text.append(array.shapeString().replaceAll("[() ]|,(?=\\))", ""));
            for (int i = 0; i < Math.min(16, array.size()); i++) {
                text.append(' ').append(array.toDoubles()[i]);
            }
            text.append('\n');
        });
        return text.toString();
    }
}
