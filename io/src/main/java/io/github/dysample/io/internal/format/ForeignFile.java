package io.github.dysample.io.internal.format;

import io.github.dysample.io.internal.bytes.Quote;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Files that people take for checkpoints, by their first bytes or the names in them: what each is, and what to do. */
public final class ForeignFile {
    /** First bytes, one per character, and what they say. */
    private static final Map<String, String> MAGIC = Map.ofEntries(
            Map.entry("version https://git-lfs", "a Git LFS pointer, not the data; fetch them with git lfs pull"),
            Map.entry("\u0089HDF\r\n", "HDF5, as Keras writes it; save the weights with numpy.savez"),
            Map.entry("GGUF", "a GGUF model; export the weights as safetensors"),
            Map.entry("\u001f\u008b", "compressed with gzip; unpack it first"),
            Map.entry("\u00fd7zXZ", "compressed with xz; unpack it first"),
            Map.entry("BZh", "compressed with bzip2; unpack it first"),
            Map.entry("7z\u00bc\u00af", "a 7z archive; unpack it first"),
            Map.entry("Rar!", "a RAR archive; unpack it first"),
            Map.entry("%PDF", "a PDF document, not a checkpoint"),
            Map.entry("\u0089PNG", "a picture, not a checkpoint"),
            Map.entry("\u00ff\u00d8\u00ff", "a picture, not a checkpoint"));

    private static final Pattern INDEXED = Pattern.compile("\"weight_map\".*?:\\s*\"([^\"]{1,200})\"", Pattern.DOTALL);

    /** ir_version, then a producer's name or a graph: how protobuf writes the first fields of an ONNX model. */
    private static final Pattern ONNX = Pattern.compile("\\x08[\\x01-\\x20](\\x12|:|B).*", Pattern.DOTALL);

    private static final Pattern CHECKPOINT =
            Pattern.compile("(?i)(?!__MACOSX/).*\\.(pth|pt|ckpt|bin|safetensors|npz|onnx)");

    private static final Pattern TEXT = Pattern.compile("[\\t\\n\\r -~]+");

    /** What some editors and servers write before text in UTF-8. */
    private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

    private static final int TAR_MAGIC_AT = 257;
    private static final int SHOWN = 5;

    private ForeignFile() {}

    /** What a file is, in a sentence that begins after "the file is "; null if that is not known. */
    public static String describe(CheckpointFile file) {
        String head = file.has(0, BYTE_ORDER_MARK) ? file.head().substring(BYTE_ORDER_MARK.length()) : file.head();
        String text = head.strip().toLowerCase(Locale.ROOT);
        if (file.bytes().size() == 0) {
            return "empty; download or save it again";
        }
        for (Map.Entry<String, String> magic : MAGIC.entrySet()) {
            if (head.startsWith(magic.getKey())) {
                return magic.getValue();
            }
        }
        if (file.has(TAR_MAGIC_AT, "ustar")) {
            return "a tar archive; unpack it first";
        }
        if (file.has(4, "TFL3")) {
            return "a TensorFlow Lite model; export the weights from the training framework";
        }
        if (text.startsWith("<!doctype") || text.startsWith("<html") || text.startsWith("<?xml")) {
            return "a web page or other XML, saved in place of the data; the download may need a login or another"
                    + " address";
        }
        if (text.startsWith("{") || text.startsWith("[")) {
            Matcher indexed = INDEXED.matcher(head);
            return indexed.find()
                    ? "the index of a checkpoint in several files; read those it names, such as "
                            + Quote.of(indexed.group(1))
                    : "JSON text, not tensors: " + Quote.of(head.strip());
        }
        if (TEXT.matcher(head).matches()) {
            return "text, not tensors: " + Quote.of(head.strip());
        }
        return ONNX.matcher(head).matches()
                ? "an ONNX model; OnnxModel of dysample-onnx, or `dysample onnx weights`, takes its layers out"
                : null;
    }

    /** What a zip archive is that is not a checkpoint, in a sentence that begins after "the zip archive ". */
    public static String describe(List<String> members) {
        List<String> checkpoints = members.stream().filter(name -> CHECKPOINT.matcher(name).matches()).toList();
        if (!checkpoints.isEmpty()) {
            String kind = "";
            if (members.stream().anyMatch(name -> name.startsWith("MAR-INF/"))) {
                kind = "is a TorchServe archive and ";
            } else if (members.stream().anyMatch(ForeignFile::isOfExportedProgram)) {
                kind = "is an exported program (.pt2) and ";
            }
            return kind + "holds a checkpoint (" + Quote.list(checkpoints) + "); unzip it and read that file";
        }
        if (members.contains("[Content_Types].xml") || members.stream().anyMatch(name -> name.startsWith("word/"))) {
            return "is an Office document, not a checkpoint";
        }
        if (members.stream().anyMatch(name -> name.endsWith(".weights.h5"))) {
            return "is a Keras model; save the weights with numpy.savez";
        }
        if (members.stream().anyMatch(ForeignFile::isOfExportedProgram)) {
            return "is an exported program (.pt2) without weights; save the state dict with torch.save";
        }
        return "is not a checkpoint, it has no data.pkl and no .npy; it holds "
                + Quote.list(members.stream().limit(SHOWN).toList())
                + (members.size() > SHOWN ? " and " + (members.size() - SHOWN) + " more" : "");
    }

    private static boolean isOfExportedProgram(String name) {
        return name.endsWith("archive_format") || name.endsWith("serialized_exported_program.json");
    }
}
