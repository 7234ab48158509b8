package io.github.dysample.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.io.FileFormatException;
import io.github.dysample.onnx.internal.graph.ExternalFiles;
import io.github.dysample.onnx.internal.graph.GraphEdit;
import io.github.dysample.onnx.internal.graph.Model;
import io.github.dysample.onnx.internal.graph.StoredTensor;
import io.github.dysample.onnx.internal.graph.TensorElements;
import io.github.dysample.onnx.internal.wire.WireWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weights in a file beside the model, and what a hostile model must not reach that way. */
class ExternalDataTest {
    private static final String WEIGHT = "offset.weight";
    private static final int SKIPPED = 16;

    @TempDir
    private Path folder;

    private Model model;
    private float[] weight;

    @BeforeEach
    void readModel() throws IOException {
        Path file = TestModels.TESTDATA.resolve("onnx-layers/lp-static-scripted.onnx");
        model = Model.read("model", Files.readAllBytes(file));
        weight = new TensorElements("model", ExternalFiles.none("model"))
                .floats(model.graph().initializers().get(WEIGHT));
    }

    private byte[] data() {
        ByteBuffer bytes =
                ByteBuffer.allocate(SKIPPED + weight.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.position(SKIPPED).slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(weight);
        return bytes.array();
    }

    private byte[] modelWith(String location, String offset, String length) throws FileFormatException {
        StoredTensor stored = model.graph().initializers().get(WEIGHT);
        WireWriter tensor = new WireWriter().packed(1, stored.dims()).number(2, 1).text(8, WEIGHT).number(14, 1);
        tensor.message(13, new WireWriter().text(1, "location").text(2, location));
        tensor.message(13, new WireWriter().text(1, "offset").text(2, offset));
        tensor.message(13, new WireWriter().text(1, "length").text(2, length));
        return new GraphEdit().removeInitializer(WEIGHT).addInitializer(WEIGHT, tensor.toBytes()).apply(model);
    }

    private OnnxModel read(String location) throws IOException {
        return read(location, Integer.toString(SKIPPED), Integer.toString(weight.length * Float.BYTES));
    }

    private OnnxModel read(String location, String offset, String length) throws IOException {
        Path file = folder.resolve("model.onnx");
        Files.write(file, modelWith(location, offset, length));
        return OnnxModel.read(file);
    }

    private static void assertRefused(OnnxModel model, String reason) {
        FileFormatException refusal = assertThrows(FileFormatException.class, model::layers);
        assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
    }

    @Test
    void weightsBesideTheModelAreRead() throws IOException {
        Files.createDirectory(folder.resolve("parts"));
        Files.write(folder.resolve("parts/weights.bin"), data());
        OnnxLayer layer = read("parts/weights.bin").layers().getFirst();
        assertEquals(new Verdict.Right(), layer.verdict());
        assertArrayEquals(weight, layer.weights().offsetWeight());
    }

    @Test
    void whatIsOutsideTheFolderIsNotRead() throws IOException {
        Path secret = Files.write(folder.resolve("secret.bin"), data());
        Path inner = Files.createDirectory(folder.resolve("inner"));
        Files.createSymbolicLink(inner.resolve("link.bin"), secret);
        Files.createSymbolicLink(inner.resolve("up"), folder);
        folder = inner;
        assertRefused(read("../secret.bin"), "not inside the model's folder");
        assertRefused(read("a/../../secret.bin"), "not inside the model's folder");
        assertRefused(read(secret.toString()), "not inside the model's folder");
        assertRefused(read(""), "not inside the model's folder");
        assertRefused(read("link.bin"), "symbolic link");
        assertRefused(read("up/secret.bin"), "symbolic link");
        assertRefused(read("."), "not a file");
        assertRefused(read("nul\0"), "not one");
    }

    @Test
    void whatDoesNotFitIsRefusedWithItsNumbers() throws IOException {
        assertRefused(read("missing.bin"), "keep the two together");
        Files.write(folder.resolve("weights.bin"), data());
        String length = Integer.toString(weight.length * Float.BYTES);
        assertRefused(read("weights.bin", "17", length), "needs " + length + " bytes at 17");
        assertRefused(read("weights.bin", "-1", length), "at -1");
        assertRefused(read("weights.bin", Long.toString(Long.MAX_VALUE), length), "which has " + data().length);
        assertRefused(read("weights.bin", "0", "8"), "says that it has 8 bytes");
        assertRefused(read("weights.bin", "zero", length), "must be a number");
        assertRefused(OnnxModel.read("memory", modelWith("weights.bin", "0", length)), "read from memory");
    }
}
