package io.github.dysample.io.internal;

import io.github.dysample.io.StateDict;
import io.github.dysample.io.internal.bytes.Bytes;
import io.github.dysample.io.internal.format.CheckpointFile;
import io.github.dysample.io.internal.format.CheckpointFormat;
import io.github.dysample.io.internal.format.ForeignFile;
import io.github.dysample.io.internal.npy.NpyReader;
import io.github.dysample.io.internal.npy.NpzReader;
import io.github.dysample.io.internal.safetensors.SafetensorsReader;
import io.github.dysample.io.internal.torch.TorchReader;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Reads a state dict of whatever format recognises the file. */
public final class CheckpointReader {
    /** The first that recognises a file reads it: npz takes every archive that PyTorch's reader leaves. */
    private static final List<CheckpointFormat> FORMATS =
            List.of(new NpyReader(), new TorchReader(), new NpzReader(), new SafetensorsReader());

    private static final int SHOWN_BYTES = 8;

    private CheckpointReader() {}

    /** Reads all arrays of a file. */
    public static StateDict read(Bytes bytes) throws IOException {
        return read(bytes, name -> true);
    }

    /** Reads the arrays of a file whose names are wanted. */
    public static StateDict read(Bytes bytes, Predicate<String> wanted) throws IOException {
        CheckpointFile file = new CheckpointFile(bytes);
        for (CheckpointFormat format : FORMATS) {
            if (format.recognises(file)) {
                return format.read(file, wanted);
            }
        }
        String known = ForeignFile.describe(file);
        if (known != null) {
            throw bytes.fault(0, "the file is " + known);
        }
        byte[] first = bytes.read(0, (int) Math.min(SHOWN_BYTES, bytes.size()));
        throw bytes.fault(0, "the file is in none of the supported formats ("
                + FORMATS.stream().map(CheckpointFormat::name).collect(Collectors.joining(", ")) + "); it has "
                + bytes.size() + " bytes and begins with [" + HexFormat.ofDelimiter(" ").formatHex(first) + "]");
    }
}
