package io.github.dysample.onnxruntime.internal;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import io.github.dysample.Tensor;
import java.util.Arrays;
import java.util.stream.Collectors;

/** A constant of the file: shape and elements, row-major. */
record NodeTensor(NodeInput input, long[] sizes, float[] elements) { // elements: [sizes]

    /** Copies a tensor of the library. */
    static NodeTensor of(OrtApi api, NodeInput input, long value) {
        long[] sizes = api.sizes(value);
        long count = 1;
        for (long size : sizes) {
            count = Math.multiplyHigh(count, size) == 0 ? count * size : -1;
            if (count < 0 || count > Tensor.MAX_ELEMENTS) {
                throw new IllegalArgumentException(input + " has shape " + text(sizes) + ", which is more than the "
                        + Tensor.MAX_ELEMENTS + " elements a Java array holds");
            }
        }
        return new NodeTensor(input, sizes,
                count == 0 ? new float[0] : api.elements(value, (int) count).toArray(JAVA_FLOAT));
    }

    /** The elements, if the shape is this one. */
    float[] elements(long... wanted) {
        if (!Arrays.equals(sizes, wanted)) {
            throw new IllegalArgumentException(
                    input + " has shape " + text(sizes) + ", must have " + text(wanted));
        }
        return elements;
    }

    static String text(long... sizes) {
        return Arrays.stream(sizes).mapToObj(Long::toString).collect(Collectors.joining(", ", "(", ")"));
    }
}
