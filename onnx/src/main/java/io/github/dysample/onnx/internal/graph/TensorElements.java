package io.github.dysample.onnx.internal.graph;

import io.github.dysample.io.FileFormatException;
import io.github.dysample.onnx.internal.wire.Slice;
import io.github.dysample.onnx.internal.wire.WireReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.LongStream;

/** The elements of stored tensors, whichever of the format's five places they are in. */
public final class TensorElements {
    private static final int MOST_ELEMENTS = Integer.MAX_VALUE - 8;
    private static final int FLOATS = 4;
    private static final int INTS = 5;
    private static final int LONGS = 7;
    private static final int RAW = 9;
    private static final int DOUBLES = 10;
    private static final int EXTERNAL = 13;

    private final String file;
    private final ExternalFiles external;

    /** For the tensors of a file. */
    public TensorElements(String file, ExternalFiles external) {
        this.file = file;
        this.external = external;
    }

    /** The elements of a tensor of FLOAT. */
    public float[] floats(StoredTensor tensor) throws IOException {
        requireType(tensor, tensor.type() == ElementType.FLOAT);
        ByteBuffer bytes = bytes(tensor, FLOATS);
        float[] values = new float[bytes.remaining() / Float.BYTES];
        bytes.asFloatBuffer().get(values);
        return values;
    }

    /** The elements of a tensor of DOUBLE. */
    public double[] doubles(StoredTensor tensor) throws IOException {
        requireType(tensor, tensor.type() == ElementType.DOUBLE);
        ByteBuffer bytes = bytes(tensor, DOUBLES);
        double[] values = new double[bytes.remaining() / Double.BYTES];
        bytes.asDoubleBuffer().get(values);
        return values;
    }

    /** The elements of a tensor of INT64, INT32 or BOOL. */
    public long[] longs(StoredTensor tensor) throws IOException {
        int size = ElementType.bytes(tensor.type());
        requireType(tensor, tensor.type() == ElementType.INT64 || tensor.type() == ElementType.INT32
                || tensor.type() == ElementType.BOOL);
        ByteBuffer bytes = tensor.external() ? externalBytes(tensor) : raw(tensor);
        if (bytes == null) {
            return listed(tensor, tensor.type() == ElementType.INT64 ? LONGS : INTS);
        }
        requireCount(tensor, bytes.remaining() / size, bytes.remaining() % size);
        long[] values = new long[bytes.remaining() / size];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (size) {
                case Long.BYTES -> bytes.getLong();
                case Integer.BYTES -> bytes.getInt();
                default -> bytes.get();
            };
        }
        return values;
    }

    private long[] listed(StoredTensor tensor, int field) throws FileFormatException {
        WireReader reader = new WireReader(file, tensor.message());
        LongStream.Builder values = LongStream.builder();
        while (reader.next()) {
            if (reader.field() == field) {
                reader.numbers(values::add);
            }
        }
        long[] listed = values.build().toArray();
        requireCount(tensor, listed.length, 0);
        return listed;
    }

    private ByteBuffer bytes(StoredTensor tensor, int field) throws IOException {
        int size = ElementType.bytes(tensor.type());
        ByteBuffer bytes = tensor.external() ? externalBytes(tensor) : raw(tensor);
        if (bytes == null) {
            bytes = fixed(tensor, field, size);
        }
        requireCount(tensor, bytes.remaining() / size, bytes.remaining() % size);
        return bytes;
    }

    /** The raw data, or null if there are none. */
    private ByteBuffer raw(StoredTensor tensor) throws FileFormatException {
        WireReader reader = new WireReader(file, tensor.message());
        ByteBuffer raw = null;
        while (reader.next()) {
            if (reader.field() == RAW) {
                raw = buffer(reader.bytes());
            }
        }
        return raw;
    }

    private ByteBuffer fixed(StoredTensor tensor, int field, int size) throws FileFormatException {
        int length = 0;
        for (WireReader reader = new WireReader(file, tensor.message()); reader.next(); ) {
            length += reader.field() == field ? reader.fixed(size).length() : 0;
        }
        ByteBuffer values = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        for (WireReader reader = new WireReader(file, tensor.message()); reader.next(); ) {
            if (reader.field() == field) {
                values.put(buffer(reader.fixed(size)));
            }
        }
        return values.flip();
    }

    private ByteBuffer externalBytes(StoredTensor tensor) throws IOException {
        String location = "";
        long offset = 0;
        long length = -1;
        WireReader reader = new WireReader(file, tensor.message());
        while (reader.next()) {
            if (reader.field() == EXTERNAL) {
                WireReader entry = new WireReader(file, reader.bytes());
                String key = "";
                String value = "";
                while (entry.next()) {
                    switch (entry.field()) {
                        case 1 -> key = entry.text();
                        case 2 -> value = entry.text();
                        default -> { }
                    }
                }
                switch (key) {
                    case "location" -> location = value;
                    case "offset" -> offset = number(reader, key, value);
                    case "length" -> length = number(reader, key, value);
                    default -> { }
                }
            }
        }
        long elements = tensor.elements();
        if (elements > MOST_ELEMENTS / Double.BYTES) {
            throw fault(tensor, "has " + elements + " elements, more than are read");
        }
        long needed = elements * ElementType.bytes(tensor.type());
        if (length >= 0 && length != needed) {
            throw fault(tensor, "says that it has " + length + " bytes in \"" + location + "\", " + tensor + " needs "
                    + needed);
        }
        return ByteBuffer.wrap(external.read(tensor.name(), location, offset, needed)).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static long number(WireReader reader, String key, String value) throws FileFormatException {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException malformed) {
            throw reader.fault("the " + key + " of external data is \"" + value + "\", must be a number");
        }
    }

    private static ByteBuffer buffer(Slice bytes) {
        return ByteBuffer.wrap(bytes.array(), bytes.from(), bytes.length()).slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    private void requireType(StoredTensor tensor, boolean fits) throws FileFormatException {
        if (!fits) {
            throw fault(tensor, "has elements of " + ElementType.name(tensor.type()));
        }
    }

    private void requireCount(StoredTensor tensor, int elements, int rest) throws FileFormatException {
        if (rest != 0 || elements != tensor.elements()) {
            throw fault(tensor, "has " + elements + " elements" + (rest == 0 ? "" : " and " + rest + " bytes")
                    + ", " + tensor + " needs another number");
        }
    }

    private FileFormatException fault(StoredTensor tensor, String reason) {
        return new FileFormatException(
                file, tensor.message().from(), "the tensor \"" + tensor.name() + "\" " + reason);
    }
}
