package io.github.dysample.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.DySample;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Tensor;
import io.github.dysample.io.Checkpoints;
import io.github.dysample.io.DySampleLayers;
import io.github.dysample.io.LayerOptions;
import io.github.dysample.io.NdArray;
import io.github.dysample.io.Npy;
import io.github.dysample.onnx.OnnxModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.jr.ob.JSON;

/** {@code onnx}, and ONNX files where other commands take a checkpoint. */
class OnnxTest {
    private static final Path MODELS = Path.of("../testdata/onnx-layers");
    private static final Path TRACED = MODELS.resolve("lp-static-traced.onnx");
    private static final Path RIGHT = MODELS.resolve("lp-static-scripted.onnx");
    private static final Path STACKED = MODELS.resolve("stacked.onnx");
    private static final Path DECOY = MODELS.resolve("decoy-tanh.onnx");
    private static final Path CHECKPOINT = Path.of("../testdata/checkpoints/detector.pth");

    @TempDir
    private Path folder;

    @Test
    void layersSaysWhatIsWrongAndWhatToDo() {
        Command wrong = Command.run("onnx", "layers", STACKED);
        assertEquals(ExitCode.NO, wrong.code());
        wrong.prints("up1  ONLY_AT(5, 6)  DySample, 8 channels, scale 2, 4 groups, style lp, static scope",
                "up2  ONLY_AT(10, 12)  DySample-S, 8 channels", "dysample onnx mend " + STACKED + " mended.onnx");
        Command unshuffled = Command.run("onnx", "layers", MODELS.resolve("hand-18-pl-space-to-depth.onnx"));
        assertEquals(ExitCode.NO, unshuffled.code());
        unshuffled.prints("WRONG_UNSHUFFLE");
        assertFalse(Command.run("onnx", "layers", RIGHT).succeeds().prints("RIGHT").out().contains("mend"));
    }

    @Test
    void aNetworkWithoutLayersIsANo() {
        Command none = Command.run("onnx", "layers", DECOY);
        assertEquals(ExitCode.NO, none.code());
        none.prints("REFUSED", "operator Tanh");
        assertTrue(none.err().contains("decoy-tanh.onnx: no DySample layer in it; its GridSample"), none.err());
        Command.run("onnx", "mend", DECOY, folder.resolve("out.onnx"))
                .fails(ExitCode.NO, "no DySample layer in it", "nothing is written");
        Command.run("onnx", "weights", DECOY, folder.resolve("out.npz")).fails(ExitCode.NO, "nothing is written");
        assertFalse(Files.exists(folder.resolve("out.onnx")));
        Command.run("convert", DECOY, folder.resolve("out.npz")).fails(ExitCode.USAGE, "no DySample layer in it");
    }

    @Test
    void jsonHasTheSameKeysForAll() throws IOException {
        Command json = Command.run("onnx", "layers", STACKED, "--json");
        assertEquals(ExitCode.NO, json.code());
        List<Map<String, Object>> all = layers(json.out());
        assertEquals(List.of("name", "x", "y", "channels", "scale", "groups", "style", "dynamicScope", "verdict",
                "reason"), List.copyOf(all.getFirst().keySet()));
        assertEquals("ONLY_AT(5, 6)", all.getFirst().get("verdict"));
        assertEquals("pl", all.getLast().get("style"));
        Map<String, Object> refused = layers(Command.run("onnx", "layers", DECOY, "--json").out()).getFirst();
        assertEquals(all.getFirst().keySet(), refused.keySet());
        assertEquals("REFUSED", refused.get("verdict"));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> layers(String json) {
        return (List<Map<String, Object>>) (List<?>) JSON.std.listFrom(json);
    }

    @Test
    void mendMakesWhatIsWrongRight() throws IOException {
        Path out = folder.resolve("mended.onnx");
        Command.run("onnx", "mend", STACKED, out).succeeds().prints("up1  ONLY_AT(5, 6)  ", "  ->  RIGHT");
        Command.run("onnx", "layers", out).succeeds().prints("up1  RIGHT", "up2  RIGHT");
        Command.run("onnx", "mend", TRACED, out).fails(ExitCode.USAGE, "mended.onnx: exists", "--force");
        Command.run("onnx", "mend", TRACED, out, "--plain", "--force").succeeds();
        Command.run("onnx", "mend", out, out, "--force").fails(ExitCode.USAGE, "is read by this command");
        Command.run("onnx", "mend", TRACED, folder.resolve("o.onnx"), "--operator")
                .succeeds()
                .prints("->  a node of the operator io.github.dysample:DySample");
        Command.run("onnx", "mend", TRACED, folder.resolve("x.onnx"), "--plain", "--fast")
                .fails(ExitCode.USAGE, "exclude each other");
        Command.run("onnx", "mend", TRACED, folder.resolve("x.pth")).fails(ExitCode.USAGE, "must end in .onnx");
    }

    @Test
    void exportWritesWhatLayersFinds() throws IOException {
        Path out = folder.resolve("layer.onnx");
        Command.run("onnx", "export", "--weights", CHECKPOINT, "--prefix", "neck.upsample2", out, "--opset", 18)
                .succeeds()
                .prints("DySample-S+, 32 channels", "layer.onnx");
        assertEquals(18, OnnxModel.read(out).opset());
        Command.run("onnx", "layers", out).succeeds().prints("RIGHT  DySample-S+, 32 channels");
        Command.run("onnx", "export", "--weights", CHECKPOINT, "--prefix", "neck.upsample2", out, "--opset", 15,
                "--force").fails(ExitCode.USAGE, "opset is 15, must be 16");
        Command.run("onnx", "export", folder.resolve("x.onnx")).fails(ExitCode.USAGE, "--weights is missing");
        Command.run("onnx", "export", "--weights", CHECKPOINT, folder.resolve("x.onnx"))
                .fails(ExitCode.USAGE, "3 layers", "--prefix");
    }

    @Test
    void weightsComeOutInTwoWays() throws IOException {
        Path one = folder.resolve("one.safetensors");
        Path other = folder.resolve("other.safetensors");
        Command weights = Command.run("onnx", "weights", STACKED, one);
        assertEquals(ExitCode.DONE, weights.code(), weights.err());
        assertTrue(weights.err().contains("up1 is ONLY_AT(5, 6) in this network; its weights are fine"),
                weights.err());
        Command.run("convert", STACKED, other);
        assertEquals(Checkpoints.read(one).arrays(), Checkpoints.read(other).arrays());
        DySampleWeights expected = OnnxModel.read(STACKED).layers().getFirst().weights();
        assertArrayEquals(expected.offsetWeight(), DySampleLayers.read(one, "up1", LayerOptions.NONE).offsetWeight());
    }

    @Test
    void anOnnxFileIsACheckpoint() throws IOException {
        Command.run("layers", TRACED).succeeds().prints("y.  DySample, 8 channels", "in this network ONLY_AT(5, 6)");
        Command.run("layers", TRACED, "--json").succeeds().prints("\"verdict\" : \"ONLY_AT(5, 6)\"");
        Tensor x = Tensor.of(new float[8 * 4 * 3], 1, 8, 4, 3);
        for (int i = 0; i < x.data().length; i++) {
            x.data()[i] = i % 7;
        }
        Path in = folder.resolve("x.npy");
        Path out = folder.resolve("y.npy");
        Npy.write(in, NdArray.of(x));
        Command.run("upsample", in, out, "--weights", RIGHT).succeeds();
        Tensor expected = DySample.of(OnnxModel.read(RIGHT).layers().getFirst().weights()).forward(x);
        assertArrayEquals(expected.data(), Npy.read(out).toFloats());
        Command said = Command.run("upsample", in, out, "--weights", TRACED, "--force");
        assertEquals(ExitCode.DONE, said.code());
        assertTrue(said.err().contains("y is ONLY_AT(5, 6) in this network"), said.err());
        assertArrayEquals(expected.data(), Npy.read(out).toFloats());
        Command.run("upsample", in, folder.resolve("z.npy"), "--weights", STACKED)
                .fails(ExitCode.USAGE, "stacked.onnx has several layers", "--prefix up1. or up2.");
        Command.run("upsample", in, folder.resolve("z.npy"), "--weights", DECOY)
                .fails(ExitCode.USAGE, "no DySample layer in it");
    }

    @Test
    void dataInOtherFilesStaysWhereItIs() throws IOException {
        Path net = folder.resolve("net.onnx");
        Files.write(net, withExternalConstant(Files.readAllBytes(RIGHT), "net.data"));
        Files.write(folder.resolve("net.data"), new byte[4]);
        Command.run("onnx", "mend", net, folder.resolve("mended.onnx")).succeeds();
        assertEquals(List.of("net.data"), OnnxModel.read(folder.resolve("mended.onnx")).externalFiles());
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere")).resolve("mended.onnx");
        Command.run("onnx", "mend", net, elsewhere)
                .fails(ExitCode.USAGE, "net.data, which stay there; name a file in the same folder");
        assertFalse(Files.exists(elsewhere));
    }

    /** The graph of a model, field 7, with one constant more: one float in another file. */
    private static byte[] withExternalConstant(byte[] model, String file) {
        byte[] entry = message(
                1, "location".getBytes(StandardCharsets.UTF_8), 2, file.getBytes(StandardCharsets.UTF_8));
        byte[] tensor = message(8, new byte[] {'w'}, 13, entry);
        ByteArrayOutputStream withType = new ByteArrayOutputStream();
        withType.writeBytes(new byte[] {1 << 3, 1, 2 << 3, 1, 14 << 3, 1}); // one dimension of 1, FLOAT, external
        withType.writeBytes(tensor);
        ByteBuffer fields = ByteBuffer.wrap(model);
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        while (fields.hasRemaining()) {
            int tag = varint(fields);
            int value = varint(fields);
            if ((tag & 7) == 0) {
                changed.write(tag);
                writeVarint(value, changed);
                continue;
            }
            byte[] content = new byte[value];
            fields.get(content);
            changed.writeBytes(tag >> 3 == 7
                    ? message(7, concat(content, message(5, withType.toByteArray())))
                    : message(tag >> 3, content));
        }
        return changed.toByteArray();
    }

    private static byte[] message(int field, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(field << 3 | 2);
        writeVarint(content.length, out);
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] message(int first, byte[] content, int second, byte[] other) {
        return concat(message(first, content), message(second, other));
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static int varint(ByteBuffer in) {
        int value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = in.get();
            value |= (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    private static void writeVarint(int value, ByteArrayOutputStream out) {
        int rest = value;
        while (rest > 0x7F) {
            out.write(rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }

    @Test
    void badFilesAreNamed() throws IOException {
        Path damaged = folder.resolve("damaged.onnx");
        Files.write(damaged, new byte[] {58, 5, 1});
        Command.run("onnx", "layers", damaged).fails(ExitCode.FILE, "damaged.onnx");
        Command.run("onnx", "mend", folder.resolve("missing.onnx"), folder.resolve("o.onnx"))
                .fails(ExitCode.FILE, "missing.onnx: no such file");
    }
}
