package io.github.dysample.onnx.internal.write;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The 1×1 convolutions of a layer. */
final class Convolution {
    private Convolution() {}

    /** {@return the inputs of the node: the map, the weights and, if there is one, the bias} */
    static List<String> inputs(Map<String, String> arrays, String convolution, String map) {
        List<String> inputs = new ArrayList<>(List.of(map, arrays.get(convolution + ".weight")));
        String bias = arrays.get(convolution + ".bias");
        if (bias != null) {
            inputs.add(bias);
        }
        return inputs;
    }
}
