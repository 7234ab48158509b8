package io.github.dysample.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.DySampleWeights;
import io.github.dysample.Style;
import io.github.dysample.io.DySampleLayers;
import io.github.dysample.io.LayerOptions;
import io.github.dysample.onnx.OnnxModel;
import io.github.dysample.onnx.internal.graph.ExternalFiles;
import io.github.dysample.onnx.internal.graph.GraphEdit;
import io.github.dysample.onnx.internal.graph.Model;
import io.github.dysample.onnx.internal.graph.StoredTensor;
import io.github.dysample.onnx.internal.graph.TensorElements;
import io.github.dysample.onnx.internal.wire.WireWriter;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightsFileTest {
    private static final Path CHECKPOINTS = Path.of("..", "testdata", "checkpoints").toAbsolutePath().normalize();
    private static final Path MODELS = Path.of("..", "testdata", "onnx-layers").toAbsolutePath().normalize();

    @TempDir
    private Path folder;

    /** Another file system than the local one, as far as Hadoop can tell. */
    public static final class FarFileSystem extends RawLocalFileSystem {
        @Override
        public URI getUri() {
            return URI.create("far:///");
        }

        @Override
        public String getScheme() {
            return "far";
        }

        @Override
        protected void checkPath(org.apache.hadoop.fs.Path path) {}
    }

    private static Configuration hadoop() {
        Configuration hadoop = new Configuration();
        hadoop.setClass("fs.far.impl", FarFileSystem.class, org.apache.hadoop.fs.FileSystem.class);
        return hadoop;
    }

    private static DySampleWeights read(String location, String prefix) throws IOException {
        return WeightsFile.read(location, prefix, LayerOptions.NONE, hadoop());
    }

    @Test
    void pathsAndAddressesOfTheLocalFileSystem() throws IOException {
        Path file = CHECKPOINTS.resolve("detector.pth");
        DySampleWeights expected = DySampleLayers.read(file, "neck.upsample1");
        for (String location : new String[] {file.toString(), file.toUri().toString(), "far://" + file}) {
            DySampleWeights weights = read(location, "neck.upsample1");
            assertEquals(expected.config(), weights.config());
            assertArrayEquals(expected.offsetWeight(), weights.offsetWeight());
        }
    }

    @Test
    void onnxFiles() throws IOException {
        for (String name : new String[] {"lp-static-traced.onnx", "pl-scale-3.onnx"}) {
            Path file = MODELS.resolve(name);
            assertReads(OnnxModel.read(file).layers().getFirst().weights(), file);
        }
    }

    @Test
    void anOnnxFileWithWeightsBesideIt() throws IOException {
        String name = "offset.weight";
        Path whole = MODELS.resolve("lp-static-scripted.onnx");
        Model model = Model.read("model", Files.readAllBytes(whole));
        StoredTensor stored = model.graph().initializers().get(name);
        float[] values = new TensorElements("model", ExternalFiles.none("model")).floats(stored);
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        Files.write(Files.createDirectory(folder.resolve("parts")).resolve("weights.bin"), bytes.array());
        WireWriter tensor = new WireWriter().packed(1, stored.dims()).number(2, 1).text(8, name).number(14, 1);
        tensor.message(13, new WireWriter().text(1, "location").text(2, "parts/weights.bin"));
        Path file = folder.resolve("model.onnx");
        Files.write(file, new GraphEdit().removeInitializer(name).addInitializer(name, tensor.toBytes()).apply(model));
        assertEquals(List.of("parts/weights.bin"), OnnxModel.read(file).externalFiles());
        assertReads(OnnxModel.read(whole).layers().getFirst().weights(), file);
    }

    /** From either file system. */
    private static void assertReads(DySampleWeights expected, Path file) throws IOException {
        for (String location : new String[] {file.toString(), "far://" + file}) {
            DySampleWeights weights = read(location, "");
            assertEquals(expected.config(), weights.config());
            assertArrayEquals(expected.offsetWeight(), weights.offsetWeight());
        }
    }

    @Test
    void faultsNameTheFileThatWasGiven() throws IOException {
        String several = "far://" + CHECKPOINTS.resolve("detector.pth");
        String message = assertThrows(IllegalArgumentException.class, () -> read(several, "")).getMessage();
        assertTrue(message.startsWith(several), message);
        Path broken = Files.writeString(folder.resolve("broken.pth"), "nothing");
        message = assertThrows(IOException.class, () -> read("far://" + broken, "")).getMessage();
        assertTrue(message.startsWith("far://" + broken + ": the file is text, not tensors"), message);
        message = assertThrows(IOException.class, () -> read("far:///nowhere.pth", "")).getMessage();
        assertEquals("File far:/nowhere.pth does not exist", message);
        message = assertThrows(IOException.class, () -> read("far://" + folder, "")).getMessage();
        assertEquals("far:" + folder + " is a folder, and a file with weights was expected", message);
    }

    @Test
    void whatTheFileLeavesOpenIsTold() throws IOException {
        String file = CHECKPOINTS.resolve("no-init-pos.npz").toString();
        assertThrows(IllegalArgumentException.class, () -> read(file, ""));
        LayerOptions options = new LayerOptions(2, null, Style.PL);
        assertEquals(DySampleLayers.read(Path.of(file), options).config(),
                WeightsFile.read(file, "", options, hadoop()).config());
    }

    @Test
    void nothingIsLeftOfACopy() throws IOException {
        long before = copies();
        read("far://" + CHECKPOINTS.resolve("detector.pth"), "neck.upsample1");
        assertThrows(IllegalArgumentException.class,
                () -> read("far://" + CHECKPOINTS.resolve("detector.pth"), "nothing"));
        assertEquals(before, copies());
    }

    private static long copies() throws IOException {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("dysample-weights")).count();
        }
    }
}
