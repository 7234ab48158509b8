package io.github.dysample.io.internal;

import io.github.dysample.io.StateDict;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Map;

/** Reads a state dict of whatever format the first bytes show. */
public final class CheckpointReader {
    private static final String NPY = ".npy";
    private static final int SHOWN_BYTES = 8;

    private CheckpointReader() {}

    /** Reads the arrays of a file. */
    public static StateDict read(Bytes bytes) throws IOException {
        return switch (FileKind.of(bytes)) {
            case SAFETENSORS -> SafetensorsReader.read(bytes);
            case NPY -> new StateDict(Map.of(arrayName(bytes.name()), NpyReader.read(bytes)));
            case ZIP -> {
                ZipArchive archive = ZipArchive.open(bytes);
                yield TorchReader.accepts(archive) ? TorchReader.read(archive) : NpzReader.read(archive);
            }
            case LEGACY_TORCH -> TorchReader.read(bytes);
            case LFS_POINTER -> throw bytes.fault(
                    0, "the file is a Git LFS pointer, not the data; fetch them with git lfs pull");
            case UNKNOWN -> {
                byte[] first = bytes.read(0, (int) Math.min(SHOWN_BYTES, bytes.size()));
                throw bytes.fault(0, "the file is neither safetensors nor npy, npz or a PyTorch checkpoint; it has "
                        + bytes.size() + " bytes and begins with ["
                        + HexFormat.ofDelimiter(" ").formatHex(first) + "]");
            }
        };
    }

    private static String arrayName(String file) {
        String name = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
        return name.endsWith(NPY) ? name.substring(0, name.length() - NPY.length()) : name;
    }
}
