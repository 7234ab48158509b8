package io.github.dysample.io.internal.npy;

import io.github.dysample.io.ArrayVisitor;
import io.github.dysample.io.FileFormatException;
import io.github.dysample.io.NdArray;
import io.github.dysample.io.StateDict;
import io.github.dysample.io.internal.array.ElementCodec;
import io.github.dysample.io.internal.array.Elements;
import io.github.dysample.io.internal.array.Shapes;
import io.github.dysample.io.internal.array.Strided;
import io.github.dysample.io.internal.bytes.Bytes;
import io.github.dysample.io.internal.bytes.RegionStream;
import io.github.dysample.io.internal.bytes.Utf8;
import io.github.dysample.io.internal.format.CheckpointFile;
import io.github.dysample.io.internal.format.CheckpointFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Predicate;

/** Reads the npy format, versions 1 to 3, from a stream of known length. */
public final class NpyReader implements CheckpointFormat {
    /** The first bytes of an npy file, one per character. */
    static final String MAGIC = "\u0093NUMPY";

    private static final String ONLY_NAME = "arr_0"; // as numpy.savez calls an array without a name
    private static final int PREFIX_BYTES = 8; // magic and version
    private static final int MAX_HEADER_BYTES = 1 << 16; // the most version 1 can say; 64 dimensions need a fraction

    public static NdArray readArray(Bytes bytes) throws IOException {
        return read(new RegionStream(bytes, 0, bytes.size()), bytes.size(), bytes.name());
    }

    @Override
    public String name() {
        return "npy";
    }

    @Override
    public boolean recognises(CheckpointFile file) {
        return file.has(0, MAGIC);
    }

    @Override
    public StateDict visit(CheckpointFile file, Predicate<String> wanted, ArrayVisitor visitor) throws IOException {
        if (wanted.test(ONLY_NAME)) {
            visitor.visit(ONLY_NAME, readArray(file.bytes()));
        }
        return new StateDict(Map.of());
    }

    /** Reads a stream of exactly {@code length} bytes. */
    static NdArray read(InputStream in, long length, String file) throws IOException {
        byte[] prefix = take(in, PREFIX_BYTES, 0, length, file);
        if (!new String(prefix, StandardCharsets.ISO_8859_1).startsWith(MAGIC)) {
            throw new FileFormatException(file, 0, "this is not an npy file, it does not begin with \\x93NUMPY");
        }
        int major = prefix[6];
        if (major < 1 || major > 3 || prefix[7] != 0) {
            throw new FileFormatException(file, 6, "npy version " + Byte.toUnsignedInt(prefix[6]) + "."
                    + Byte.toUnsignedInt(prefix[7]) + " is not supported, only 1.0, 2.0 and 3.0");
        }
        int lengthBytes = major == 1 ? 2 : 4;
        ByteBuffer field = ByteBuffer.wrap(take(in, lengthBytes, PREFIX_BYTES, length, file))
                .order(ByteOrder.LITTLE_ENDIAN);
        long headerBytes = major == 1 ? Short.toUnsignedInt(field.getShort()) : Integer.toUnsignedLong(field.getInt());
        if (headerBytes > MAX_HEADER_BYTES) {
            throw new FileFormatException(file, PREFIX_BYTES, "the npy header is said to have " + headerBytes
                    + " bytes, more than " + MAX_HEADER_BYTES);
        }
        int headerAt = PREFIX_BYTES + lengthBytes;
        byte[] header = take(in, (int) headerBytes, headerAt, length, file);
        NpyHeader parsed = NpyHeaderParser.parse(file, headerAt, text(header, major, headerAt, file));
        return readElements(in, parsed, headerAt + headerBytes, length, file);
    }

    private static NdArray readElements(InputStream in, NpyHeader header, long dataAt, long length, String file)
            throws IOException {
        int elements = Shapes.requireElements(file, PREFIX_BYTES, "the array", header.shape());
        long needed = (long) elements * header.dtype().bytes();
        if (needed != length - dataAt) {
            throw new FileFormatException(file, dataAt, "the array of shape " + Shapes.text(header.shape())
                    + " and type " + header.dtype() + " needs " + needed + " bytes, " + (length - dataAt)
                    + " are there");
        }
        Object data = ElementCodec.read(in, header.order(), header.dtype(), elements);
        if (header.fortranOrder() && header.shape().length > 1) {
            data = transpose(header, data);
        }
        return NdArray.of(header.dtype(), data, header.shape());
    }

    private static Object transpose(NpyHeader header, Object columnMajor) {
        long[] shape = header.shape();
        long[] strides = new long[shape.length];
        long stride = 1;
        for (int i = 0; i < shape.length; i++) {
            strides[i] = stride;
            stride *= Math.max(1, shape[i]);
        }
        Object rowMajor = Elements.allocate(header.dtype(), Elements.length(columnMajor));
        Strided.gather(columnMajor, 0, shape, strides, rowMajor);
        return rowMajor;
    }

    private static String text(byte[] header, int major, int headerAt, String file) throws FileFormatException {
        if (major < 3) {
            return new String(header, StandardCharsets.ISO_8859_1);
        }
        try {
            return Utf8.decode(header, 0, header.length);
        } catch (CharacterCodingException malformed) {
            throw new FileFormatException(file, headerAt, "the npy header is not UTF-8");
        }
    }

    private static byte[] take(InputStream in, int count, long position, long length, String file) throws IOException {
        if (count > length - position) {
            throw new FileFormatException(file, position, "the npy file ends after " + (length - position) + " of "
                    + count + " bytes of its header");
        }
        return in.readNBytes(count);
    }
}
