package io.github.dysample.io.internal.npy;

import io.github.dysample.io.DType;
import io.github.dysample.io.NdArray;
import io.github.dysample.io.internal.array.ElementCodec;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes the npy format, version 1.0, row-major and little-endian. */
public final class NpyWriter {
    private static final int ALIGNMENT = 64; // so that the elements can be mapped; NumPy does the same
    private static final int PREFIX_BYTES = 10; // magic, version, header length

    private NpyWriter() {}

    /** Writes an array; bfloat16, which NumPy does not have, widens to float32. */
    public static void write(OutputStream out, NdArray array) throws IOException {
        NdArray written = array.dtype() == DType.BF16 ? array.to(DType.F32) : array;
        byte[] header = header(written);
        out.write(NpyReader.MAGIC.getBytes(StandardCharsets.ISO_8859_1));
        out.write(1);
        out.write(0);
        out.write(header.length);
        out.write(header.length >>> 8);
        out.write(header);
        ElementCodec.write(out, written);
    }

    /** The number of bytes {@link #write} writes. */
    public static long size(NdArray array) {
        DType dtype = array.dtype() == DType.BF16 ? DType.F32 : array.dtype();
        return PREFIX_BYTES + header(array).length + (long) array.size() * dtype.bytes();
    }

    private static byte[] header(NdArray array) {
        String order = array.dtype().bytes() == 1 ? "|" : "<";
        String dict = "{'descr': '" + order + NpyHeader.code(array.dtype()) + "', 'fortran_order': False, 'shape': "
                + array.shapeString() + ", }";
        int used = PREFIX_BYTES + dict.length() + 1;
        int padding = Math.floorMod(-used, ALIGNMENT);
        return (dict + " ".repeat(padding) + "\n").getBytes(StandardCharsets.ISO_8859_1);
    }
}
