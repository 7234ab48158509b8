package io.github.dysample.onnx;

import io.github.dysample.io.FileFormatException;
import io.github.dysample.onnx.internal.find.LayerFinder;
import io.github.dysample.onnx.internal.graph.ExternalFiles;
import io.github.dysample.onnx.internal.graph.Model;
import io.github.dysample.onnx.internal.graph.TensorElements;
import io.github.dysample.onnx.internal.write.ExternalLocations;
import io.github.dysample.onnx.internal.write.Mending;
import io.github.dysample.onnx.internal.write.Replacement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A model in an ONNX file. Safe to share between threads.
 *
 * <p>Cost: a file of n bytes makes its reader allocate at most 128·n bytes and 4 MB. External data are read only where
 * a layer's weights are there. Finding the layers evaluates them, on maps of up to 32 million values in all, and for
 * as long as 64 million values and 200 for each byte of the file take, a billion at most; it happens once.
 */
public final class OnnxModel {
    /** What protobuf, and so ONNX, allows. */
    private static final long MOST_BYTES = Integer.MAX_VALUE - 8L;

    private final Model model;
    private final ExternalFiles external;

    private LayerFinder finder; // guarded by this

    private OnnxModel(Model model, ExternalFiles external) {
        this.model = model;
        this.external = external;
    }

    /**
     * Reads a model.
     *
     * @param file an {@code .onnx} file
     * @return the model
     * @throws FileFormatException if the file is not an ONNX model or is damaged
     * @throws IOException if it cannot be read
     */
    public static OnnxModel read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            // A missing file is reported as such by the call below.
            if (Files.exists(file)) {
                throw new IOException(file + " is not a regular file");
            }
        } else if (Files.size(file) > MOST_BYTES) {
            throw new FileFormatException(file.toString(), FileFormatException.NO_POSITION, "the file has "
                    + Files.size(file) + " bytes, an ONNX model has at most " + MOST_BYTES
                    + " and keeps the rest as external data");
        }
        return new OnnxModel(Model.read(file.toString(), Files.readAllBytes(file)), ExternalFiles.beside(file));
    }

    /**
     * Reads a model from memory, as {@link #read(Path)} does; its external data are out of reach.
     *
     * @param name the name for messages
     * @param content the bytes; not copied
     * @return the model
     * @throws FileFormatException if they are not an ONNX model or are damaged
     */
    public static OnnxModel read(String name, byte[] content) throws FileFormatException {
        return new OnnxModel(Model.read(name, content), ExternalFiles.none(name));
    }

    /** {@return the file, as it was given, or the name of the content} */
    public String file() {
        return model.file();
    }

    /** {@return the version of ONNX's operators that the model uses, 0 if it does not say} */
    public long opset() {
        return model.opset();
    }

    /**
     * {@return the DySample layers, in the order of the graph}
     *
     * @throws FileFormatException if a constant of a layer is damaged, or its external data are missing
     * @throws IOException if external data cannot be read
     */
    public List<OnnxLayer> layers() throws IOException {
        return finder().layers();
    }

    /**
     * {@return every other GridSample, those inside branches, loops and functions last}
     *
     * @throws IOException as {@link #layers()} does
     */
    public List<OtherSampler> otherSamplers() throws IOException {
        return finder().others();
    }

    /**
     * The model with its layers in another form: right, whatever the verdict was, and free in batch, height and width.
     * Everything else keeps its bytes. Nodes and constants that only the old layers used are left out; samplers that
     * are not layers stay as they are. Constants in other files stay there, so the file belongs in the same folder.
     *
     * @param form the form
     * @return the content of the new file
     * @throws FileFormatException if the model's opset is under {@value OnnxWriter#FIRST_OPSET}
     * @throws IOException as {@link #layers()} does
     */
    public byte[] mended(OnnxForm form) throws IOException {
        List<Replacement> layers = layers().stream()
                .map(layer -> new Replacement(layer.name(), layer.weights(), layer.x(), layer.y()))
                .toList();
        return Mending.apply(model, layers, form);
    }

    /**
     * {@return the files with constants of the model, by their paths from its folder}
     *
     * @throws FileFormatException if the model is damaged where it says that
     */
    public List<String> externalFiles() throws FileFormatException {
        return ExternalLocations.of(model);
    }

    private synchronized LayerFinder finder() throws IOException {
        if (finder == null) {
            finder = new LayerFinder(model, new TensorElements(model.file(), external));
        }
        return finder;
    }
}
