package io.github.dysample.io;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.io.internal.bytes.MemoryBytes;
import io.github.dysample.io.internal.npy.NpyReader;
import io.github.dysample.io.internal.npy.NpzReader;
import io.github.dysample.io.internal.safetensors.SafetensorsReader;
import io.github.dysample.io.internal.torch.TorchReader;
import io.github.dysample.testing.FuzzTarget;
import io.github.dysample.testing.ReadingRule;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The readers as targets of a fuzzer. Whole files first; then parts of them, of which the rest of the file is made: the
 * lengths and checksums around a part would turn almost all its changes away.
 */
final class ReaderTargets implements FuzzTarget.Source {
    private static final UnaryOperator<byte[]> WHOLE = UnaryOperator.identity();
    private static final int DATA_BYTES = 64;

    private static final List<String> JSON = List.of("{\"", "\":{\"dtype\":\"", "\",\"shape\":[", "],\"data_offsets\":",
            "[", "]}", "}}", "__metadata__", "F16", "BF16", "F32", "F64", "I64", "BOOL");
    private static final List<String> HEADER = List.of("{'descr': '", "', 'fortran_order': ", "True", "False",
            ", 'shape': (", "), }", "<f4", ">f2", "<f8", "|V2", "|b1", "|O");
    private static final List<String> ZIP = List.of("PK\3\4", "PK\1\2", "PK\5\6", "PK\6\6", "PK\6\7",
            "\u0001\0\u0010\0", "\u00ff\u00ff\u00ff\u00ff", ".npy", "data.pkl", "byteorder");
    private static final List<String> PICKLE = List.of("\u0080\2", "}q\0", "(", "t", "R", "Q", "b", "u", "s", "e", "a",
            "\u0081", "\u0085", "\u0086", "\u0087", "\u0092", "\u0093", "\u0094", "h\0", "h\1", "h\2", "j\0\0\0\0",
            "K\1", "\u008a\1\1", "\u0088", "\u0089", "\u008f", "\u0090", "\u0091", "cm\nC\n)\u0081",
            "ctorch._utils\n_rebuild_tensor_v2\n", "ctorch._utils\n_rebuild_parameter\n", "ccollections\nOrderedDict\n",
            "ctorch\nFloatStorage\n", "ctorch\nHalfStorage\n", "X\7\0\0\0storage", "X\n\0\0\0state_dict",
            "X\u000b\0\0\0_parameters", "X\b\0\0\0_modules", "X\b\0\0\0_buffers",
            "X\u001b\0\0\0_non_persistent_buffers_set", "X\1\0\0\0000", "X\3\0\0\0cpu");
    private static final List<String> LAYER = List.of("offset.weight", "offset.bias", "scope.weight", "init_pos",
            "end_conv.weight", "_g", "_v", "_orig", "_mask", "parametrizations.", ".original0", ".original1", " F32 ",
            " F16 ", "1,1", "9223372036854775807", "0", "1099511627776,0,");
    private static final List<String> FOREIGN = List.of("\u0093NUMPY", "PK\3\4", "ustar", "version https://git-lfs",
            "GGUF", "\u0089HDF\r\n\u001a\n", "TFL3", "<!doctype html>", "<?xml", "{\"weight_map\":{\"a\":\"b\"}}",
            "\b\7\u0012\7pytorch");

    /** Makes what {@link #asDict} compares. */
    private interface DictReader {
        StateDict read(MemoryBytes file) throws IOException;
    }

    @Override
    public List<FuzzTarget> targets() throws IOException {
        List<SeedFile> files = SeedFile.all();
        DictReader safetensors = new SafetensorsReader()::read;
        DictReader npy = file -> new StateDict(Map.of("a", NpyReader.readArray(file)));
        DictReader npz = new NpzReader()::read;
        DictReader torch = new TorchReader()::read;
        DictReader any = file -> Checkpoints.read(file.name(), file.array());
        Map<String, byte[]> checkpoint = SeedFile.members(TestFiles.goldenBytes("files/unknown-classes.pth"));
        Map<String, byte[]> script = SeedFile.members(TestFiles.goldenBytes("files/torchscript.pt"));
        script.keySet().removeIf(name -> name.contains("/code/"));
        List<byte[]> layers = layers();
        return List.of(
                target("safetensors", seeds(files, "safetensors", "trained"), JSON, WHOLE, safetensors),
                target("npy", seeds(files, "npy", "npy 3"), HEADER, WHOLE, npy),
                target("npz", seeds(files, "npz", "deflated npz"), ZIP, WHOLE, npz),
                target("checkpoint", checkpoints(), ZIP, WHOLE, torch),
                target("any-file", anything(files), FOREIGN, WHOLE, any),
                target("safetensors-header", headers(), JSON, ReaderTargets::safetensors, safetensors),
                target("npy-header", List.of(npyHeader()), HEADER, ReaderTargets::npy, npy),
                target("npz-member", seeds(files, "npy"), HEADER, part -> Zips.of(true, Map.of("a.npy", part)), npz),
                target("pickle", pickles(), PICKLE, SeedFile.wrap(checkpoint, SeedFile.pickleIn(checkpoint)), torch),
                target("torchscript", List.of(script.get(SeedFile.pickleIn(script))), PICKLE,
                        SeedFile.wrap(script, SeedFile.pickleIn(script)), torch),
                new FuzzTarget("layers", layers, LAYER, part -> layersOf(LayerText.parse(new String(part, UTF_8)))));
    }

    private static FuzzTarget target(
            String name, List<byte[]> seeds, List<String> words, UnaryOperator<byte[]> wrap, DictReader reader) {
        return new FuzzTarget(name, seeds, words, part -> {
            MemoryBytes file = new MemoryBytes(name, wrap.apply(part));
            StateDict[] read = new StateDict[1];
            boolean refused = SeedFile.RULE.refuses(name, file.size(), () -> read[0] = reader.read(file));
            if (!refused) {
                asDict(read[0]);
            }
            return !refused;
        });
    }

    /** What was read is looked at as users do, and comes back from files of ours to the bit. */
    private static void asDict(StateDict dict) throws IOException {
        layersOf(dict);
        byte[] written;
        try {
            written = Safetensors.toBytes(dict);
        } catch (IllegalArgumentException unwritable) {
            requireOurs(unwritable);
            return;
        }
        StateDict again = Safetensors.read("again", written);
        assertEquals(dict.metadata(), again.metadata());
        assertEquals(dict.arrays(), again.arrays());
        Map<String, NdArray> zipped = Checkpoints.read("zipped", SeedFile.npz(again.arrays())).arrays();
        again.arrays().forEach((name, array) -> {
            NdArray expected = array.dtype() == DType.BF16 ? array.to(DType.F32) : array;
            assertEquals(expected, zipped.get(name));
        });
    }

    /** Whether the layers can be found; if so, each comes back from its own state dict. */
    private static boolean layersOf(StateDict dict) {
        DySampleLayers.otherForms(dict);
        DySampleLayers.prefixes(dict);
        try {
            for (DySampleLayers.Found found : DySampleLayers.find(dict)) {
                StateDict own = DySampleLayers.toStateDict(found.prefix(), found.weights());
                assertEquals(found.weights().config(), DySampleLayers.find(own).getFirst().weights().config());
            }
            return true;
        } catch (IllegalArgumentException unfit) {
            requireOurs(unfit);
            return false;
        }
    }

    /** One that this library throws on purpose, not one that the JDK throws below it. */
    private static void requireOurs(IllegalArgumentException refusal) {
        String thrower = refusal.getStackTrace()[0].getClassName();
        assertTrue(thrower.startsWith("io.github.dysample."), () -> "thrown by " + thrower + ": " + refusal);
        ReadingRule.requirePrintable(refusal);
    }

    private static List<byte[]> seeds(List<SeedFile> files, String... names) {
        return files.stream().filter(file -> List.of(names).contains(file.name())).map(SeedFile::bytes).toList();
    }

    private static List<byte[]> checkpoints() throws IOException {
        List<byte[]> checkpoints = new ArrayList<>();
        for (String name : List.of("checkpoints/half.pth", "checkpoints/bfloat16.pth",
                "checkpoints/parameter-views.pth", "files/lists.pth", "files/pruned.pth", "files/quantised.pth",
                "files/unknown-classes.pth", "files/weight-norm.pth", "files/whole-module.pt")) {
            checkpoints.add(TestFiles.goldenBytes(name));
        }
        return checkpoints;
    }

    private static List<byte[]> pickles() throws IOException {
        List<byte[]> pickles = new ArrayList<>();
        for (byte[] checkpoint : checkpoints()) {
            Map<String, byte[]> members = SeedFile.members(checkpoint);
            pickles.add(members.get(SeedFile.pickleIn(members)));
        }
        return pickles;
    }

    private static List<byte[]> anything(List<SeedFile> files) throws IOException {
        List<byte[]> anything = new ArrayList<>(files.stream().map(file -> file.wrap().apply(file.bytes())).toList());
        anything.add(TestFiles.goldenBytes("checkpoints/legacy-pickle.pth"));
        FOREIGN.forEach(head -> anything.add(head.getBytes(ISO_8859_1)));
        return anything;
    }

    private static List<byte[]> headers() {
        return Stream.of(
                        "{\"up.offset.weight\":{\"dtype\":\"F32\",\"shape\":[8,2],\"data_offsets\":[0,64]}}",
                        "{\"__metadata__\":{\"format\":\"pt\"},"
                                + "\"a\":{\"dtype\":\"BF16\",\"shape\":[2,2,1,1],\"data_offsets\":[0,8]},"
                                + "\"b\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[8,16]},"
                                + "\"\\u00e4\":{\"dtype\":\"U8\",\"shape\":[48,0,1],\"data_offsets\":[16,16]},"
                                + "\"c\":{\"dtype\":\"F64\",\"shape\":[6],\"data_offsets\":[16,64]}}")
                .map(text -> text.getBytes(UTF_8))
                .toList();
    }

    private static byte[] safetensors(byte[] header) {
        return ByteBuffer.allocate(Long.BYTES + header.length + DATA_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .put(header)
                .array();
    }

    private static byte[] npyHeader() {
        return "{'descr': '<f4', 'fortran_order': True, 'shape': (4, 2, 2), }\n".getBytes(ISO_8859_1);
    }

    private static byte[] npy(byte[] header) {
        return NpyTest.file(2, new String(header, ISO_8859_1), new byte[DATA_BYTES]);
    }

    private static List<byte[]> layers() throws IOException {
        List<byte[]> layers = new ArrayList<>();
        layers.add("offset.weight_g F32 4,1,1,1 2\noffset.weight_v F32 4,2,1,1 1 3\n".getBytes(UTF_8));
        for (String name : List.of("checkpoints/half.pth", "files/swapped-positions.pth", "files/weight-norm.pth",
                "files/pruned.pth", "files/quantised.pth", "files/super-resolution-3.pth",
                "files/super-resolution-3x3.pth")) {
            layers.add(LayerText.of(Checkpoints.read(TestFiles.golden(name))).getBytes(UTF_8));
        }
        return layers;
    }
}
