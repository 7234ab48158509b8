package io.github.dysample.cli;

import io.github.dysample.io.AtomicFile;
import io.github.dysample.onnx.OnnxForm;
import io.github.dysample.onnx.OnnxLayer;
import io.github.dysample.onnx.OnnxModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Mends a network, and looks again at what came of it before it is written.
 *
 * @param before the layers as they are
 * @param mended the new file
 * @param form the form of its layers
 */
record OnnxMending(OnnxCheckpoint before, byte[] mended, OnnxForm form) {

    /** Mends the layers of a model that has some. */
    static OnnxMending of(OnnxCheckpoint before, OnnxModel model, OnnxForm form) throws IOException {
        return new OnnxMending(before, model.mended(form), form);
    }

    /** {@return a line for each layer: what it was and what it is} */
    List<String> lines() throws IOException {
        Map<String, OnnxLayer> after = new HashMap<>();
        if (form != OnnxForm.OPERATOR) {
            OnnxModel.read("the mended network", mended).layers().forEach(layer -> after.put(layer.y(), layer));
        }
        return before.layers().stream().map(layer -> OnnxLayersText.line(layer) + "  ->  " + state(layer, after))
                .toList();
    }

    private String state(OnnxLayer layer, Map<String, OnnxLayer> after) {
        if (form == OnnxForm.OPERATOR) {
            return "a node of the operator io.github.dysample:DySample";
        }
        OnnxLayer now = after.get(layer.y());
        if (now == null || !now.isRight()) {
            throw new IllegalStateException(
                    layer.name() + " is " + (now == null ? "not found" : now.verdict()) + " after it was mended");
        }
        return now.verdict().toString();
    }

    /** Writes the new file, and refuses a place where it would not find the data it has in other files. */
    void write(OnnxModel model, Path out) throws IOException {
        for (String location : model.externalFiles()) {
            Path beside = out.toAbsolutePath().resolveSibling(location);
            Path own = before.file().toAbsolutePath().resolveSibling(location);
            if (!Files.exists(beside) || !Files.isSameFile(beside, own)) {
                throw new UsageException(out + ": the network has weights in " + own + ", which stay there; name a file"
                        + " in the same folder, " + own.resolveSibling(out.getFileName()));
            }
        }
        AtomicFile.write(out, stream -> stream.write(mended));
    }
}
