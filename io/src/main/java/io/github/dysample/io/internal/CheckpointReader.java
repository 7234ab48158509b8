package io.github.dysample.io.internal;

import io.github.dysample.io.StateDict;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Predicate;

/** Reads a state dict of whatever format the first bytes show. */
public final class CheckpointReader {
    private static final String ONLY_NAME = "arr_0"; // what numpy.savez calls an array without a name
    private static final int SHOWN_BYTES = 8;

    private CheckpointReader() {}

    /** Reads all arrays of a file. */
    public static StateDict read(Bytes bytes) throws IOException {
        return read(bytes, name -> true);
    }

    /** Reads the arrays of a file whose names are wanted. */
    public static StateDict read(Bytes bytes, Predicate<String> wanted) throws IOException {
        return switch (FileKind.of(bytes)) {
            case SAFETENSORS -> SafetensorsReader.read(bytes, wanted);
            case NPY -> new StateDict(
                    wanted.test(ONLY_NAME) ? Map.of(ONLY_NAME, NpyReader.read(bytes)) : Map.of());
            case ZIP -> {
                ZipArchive archive = ZipArchive.open(bytes);
                yield TorchReader.accepts(archive)
                        ? TorchReader.read(archive, wanted)
                        : NpzReader.read(archive, wanted);
            }
            case LEGACY_TORCH -> TorchReader.read(bytes, wanted);
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
}
