package io.github.dysample.onnx;

import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.io.AtomicFile;
import io.github.dysample.onnx.internal.write.GraphPart;
import io.github.dysample.onnx.internal.write.LayerPart;
import io.github.dysample.onnx.internal.write.SingleLayerModel;
import java.io.IOException;
import java.nio.file.Path;

/**
 * One layer as a model of its own: input {@code x} (batch, C, height, width), output {@code y}, all but C free in each
 * run. Immutable and thread-safe.
 */
public final class OnnxWriter {
    /** The first version of ONNX's operators that has all that a layer needs. */
    public static final int FIRST_OPSET = 16;

    /** The last version that is known to have them. */
    public static final int LAST_OPSET = 22;

    private final DySampleWeights weights;
    private final int opset;
    private final OnnxForm form;

    private OnnxWriter(DySampleWeights weights, int opset, OnnxForm form) {
        this.weights = weights;
        this.opset = opset;
        this.form = form;
    }

    /**
     * A writer in the form {@link OnnxForm#FAST}.
     *
     * @param weights the layer; its arrays are read when the model is written
     * @param opset the version of ONNX's operators
     * @return the writer
     * @throws IllegalArgumentException if the opset is not {@value #FIRST_OPSET} to {@value #LAST_OPSET}
     */
    public static OnnxWriter of(DySampleWeights weights, int opset) {
        if (opset < FIRST_OPSET || opset > LAST_OPSET) {
            throw new IllegalArgumentException("opset is " + opset + ", must be " + FIRST_OPSET + ", the first with"
                    + " GridSample, to " + LAST_OPSET);
        }
        return new OnnxWriter(weights, opset, OnnxForm.FAST);
    }

    /**
     * The same layer in another form.
     *
     * @param form the form
     * @return a writer
     */
    public OnnxWriter as(OnnxForm form) {
        return new OnnxWriter(weights, opset, form);
    }

    /** {@return the content of the file} */
    public byte[] toBytes() {
        GraphPart part = new GraphPart(name -> name);
        LayerPart.add(part, weights, form, opset, "x", "y");
        DySampleConfig config = weights.config();
        return new SingleLayerModel(config, opset, form == OnnxForm.OPERATOR).bytes(part);
    }

    /**
     * Writes the file; it replaces an older one, and appears whole or not at all.
     *
     * @param file the file
     * @throws IOException if it cannot be written
     */
    public void write(Path file) throws IOException {
        byte[] bytes = toBytes();
        AtomicFile.write(file, out -> out.write(bytes));
    }
}
