package io.github.dysample.onnxruntime.internal;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import io.github.dysample.DySample;
import io.github.dysample.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * One node of one session. The layer computes on Java arrays, so x is copied in and y out; the arrays are kept for the
 * next call of the same shape, as many as there were calls at once.
 */
final class LayerKernel {
    private final OrtApi api;
    private final DySample layer;
    private final Queue<Arrays> free = new ConcurrentLinkedQueue<>();

    private record Arrays(Tensor x, Tensor y) {}

    LayerKernel(OrtApi api, DySample layer) {
        this.api = api;
        this.layer = layer;
    }

    /**
     * Computes the node.
     *
     * @param context an OrtKernelContext
     * @throws IllegalArgumentException if the layer does not take x
     */
    void compute(long context) {
        long input = api.input(context, NodeInput.X.ordinal());
        int[] sizes = checked(api.sizes(input));
        Arrays arrays = arrays(sizes[0], sizes[1], sizes[2], sizes[3]);
        try {
            Tensor x = arrays.x();
            Tensor y = arrays.y();
            long output = api.output(context, 0, y.n(), y.c(), y.h(), y.w());
            int count = y.data().length;
            if (count > 0) {
                MemorySegment.copy(api.elements(input, x.data().length), JAVA_FLOAT, 0, x.data(), 0, x.data().length);
                layer.forward(x, y);
                MemorySegment.copy(y.data(), 0, api.elements(output, count), JAVA_FLOAT, 0, count);
            }
        } finally {
            free.add(arrays);
        }
    }

    private int[] checked(long[] sizes) {
        int[] checked = new int[sizes.length];
        for (int i = 0; i < sizes.length; i++) {
            checked[i] = (int) sizes[i];
            if (checked[i] != sizes[i]) {
                throw new IllegalArgumentException("x has shape " + NodeTensor.text(sizes)
                        + ", must have dimensions of at most " + Integer.MAX_VALUE);
            }
        }
        if (sizes.length != 4) {
            throw new IllegalArgumentException(
                    "x has shape " + NodeTensor.text(sizes) + ", must have 4 dimensions, (B, C, H, W)");
        }
        layer.config().checkInput(checked[0], checked[1], checked[2], checked[3]);
        return checked;
    }

    private Arrays arrays(int n, int c, int h, int w) {
        Arrays last = free.poll();
        if (last != null && last.x().hasShape(n, c, h, w)) {
            return last;
        }
        Tensor x = Tensor.zeros(n, c, h, w);
        return new Arrays(x, layer.config().newOutput(x));
    }
}
