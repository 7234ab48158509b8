package io.github.dysample.jmh;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;
import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Style;
import io.github.dysample.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Forward and backward in PyTorch, by its autograd: the gradients of the input and of all weights. As in a step of
 * training, gradients begin at none, so PyTorch allocates them in each call; they are closed here.
 */
final class TorchGradient {
    /** The inputs that are differentiated by: x, the offset's weight and bias; with dynamic scope its weight, too. */
    private static final int STATIC_LEAVES = 3;

    private final Model model;
    private final Block block;
    private final ParameterStore parameters;
    private final List<PtNDArray> inputs = new ArrayList<>();
    private final int leaves;
    private final PtNDArray gradOut;

    private TorchGradient(Model model, DySampleWeights weights, Tensor x, Tensor gradOut) {
        this.model = model;
        block = model.getBlock();
        NDManager manager = model.getNDManager();
        parameters = new ParameterStore(manager, false);
        DySampleConfig config = weights.config();
        boolean dynamic = config.dynamicScope();
        leaves = dynamic ? STATIC_LEAVES + 1 : STATIC_LEAVES;
        Shape filter = new Shape(config.convOutputs(), config.convInputs(), 1, 1);
        inputs.add(array(manager, x));
        inputs.add((PtNDArray) manager.create(weights.offsetWeight(), filter));
        inputs.add((PtNDArray) manager.create(weights.offsetBias(), new Shape(config.convOutputs())));
        inputs.add((PtNDArray) (dynamic ? manager.create(weights.scopeWeight(), filter) : manager.zeros(new Shape(0))));
        inputs.add((PtNDArray) manager.create(weights.initialPositions(), new Shape(1, config.offsetChannels(), 1, 1)));
        inputs.add((PtNDArray) manager.zeros(
                new Shape(config.scale(), config.groups(), config.style() == Style.PL ? 2 : 1)));
        this.gradOut = array(manager, gradOut);
    }

    private static PtNDArray array(NDManager manager, Tensor tensor) {
        return (PtNDArray) manager.create(
                tensor.data(), new Shape(tensor.n(), tensor.c(), tensor.h(), tensor.w()));
    }

    static TorchGradient load(DySampleWeights weights, Tensor x, Tensor gradOut, int threads) throws IOException {
        // Without it PyTorch's compiler merges operations, and takes longer: 4.7 ms for 3.8 on 4×512×7×7.
        System.setProperty("ai.djl.pytorch.graph_optimizer", "false");
        Model model = TorchModel.open("layer.py", TorchScriptArchive.of("layer.py"), threads);
        return new TorchGradient(model, weights, x, gradOut);
    }

    /** One call, of which only a number is kept that depends on it. */
    long run() {
        long elements = 0;
        for (NDArray gradient : gradients()) {
            elements += gradient.size();
            gradient.close();
        }
        return elements;
    }

    /** Of the input, then of the weights. */
    List<float[]> results() {
        List<float[]> results = new ArrayList<>();
        for (NDArray gradient : gradients()) {
            results.add(gradient.toFloatArray());
            gradient.close();
        }
        return results;
    }

    private List<NDArray> gradients() {
        JniUtils.setGradMode(true); // of this thread
        // Detached, so that each call has leaves of its own on the same memory.
        List<PtNDArray> own = new ArrayList<>();
        for (int i = 0; i < leaves; i++) {
            PtNDArray leaf = JniUtils.detachGradient(inputs.get(i));
            leaf.setRequiresGradient(true);
            own.add(leaf);
        }
        NDList all = new NDList(own.toArray(NDArray[]::new));
        inputs.subList(leaves, inputs.size()).forEach(all::add);
        List<NDArray> gradients = new ArrayList<>();
        try (NDList outputs = block.forward(parameters, all, true)) {
            JniUtils.backward((PtNDArray) outputs.head(), gradOut, false, false);
            own.forEach(leaf -> gradients.add(JniUtils.getGradient(leaf)));
        }
        own.forEach(NDArray::close);
        return gradients;
    }

    void close() {
        model.close();
    }
}
