package io.github.dysample.onnxruntime.internal;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Tells ONNX Runtime the shape of a node's output, as far as that of its input is known. What depends on it is planned
 * with it: memory, and the operators behind the node.
 */
final class OutputShape {
    private static final AtomicLong UNNAMED = new AtomicLong();

    private OutputShape() {}

    /**
     * Sets the output's shape. Says nothing where the node is wrong: the kernel does, when it is created.
     *
     * @param context an OrtShapeInferContext
     */
    static void infer(OrtApi api, long context) {
        OrtApi.Shape x = api.inferredInput(context, NodeInput.X.ordinal());
        if (x.sizes().length != 4) {
            return;
        }
        long scale = api.inferredAttributeInt(context, NodeWeights.SCALE);
        long[] sizes = x.sizes();
        String[] names = new String[sizes.length];
        for (int i = 0; i < sizes.length; i++) {
            boolean grows = i >= 2;
            names[i] = sizes[i] >= 0 ? "" : name(x.names()[i], grows ? scale : 1);
            sizes[i] = grows && sizes[i] >= 0 ? sizes[i] * scale : sizes[i];
        }
        long outputs = endConvOutputs(api, context);
        if (outputs > 0) {
            sizes[1] = outputs;
            names[1] = "";
        }
        api.setInferredOutput(context, 0, new OrtApi.Shape(sizes, names));
    }

    /** Equal names mean equal sizes, so a size without a name gets one of its own. */
    private static String name(String name, long scale) {
        String own = name.isEmpty() ? "dysample_" + UNNAMED.getAndIncrement() : name;
        return scale == 1 ? own : scale + "*(" + own + ")";
    }

    private static long endConvOutputs(OrtApi api, long context) {
        int index = NodeInput.END_CONV_WEIGHT.ordinal();
        if (index >= api.inferredInputCount(context)) {
            return 0;
        }
        long[] sizes = api.inferredInput(context, index).sizes();
        return sizes.length == 4 ? sizes[0] : 0;
    }
}
