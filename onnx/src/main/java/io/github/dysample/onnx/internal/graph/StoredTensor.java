package io.github.dysample.onnx.internal.graph;

import io.github.dysample.io.FileFormatException;
import io.github.dysample.onnx.internal.wire.Slice;
import io.github.dysample.onnx.internal.wire.WireReader;
import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * A TensorProto: what it is; its elements stay in the file until {@link TensorElements} is asked for them.
 *
 * @param field the field of its graph with its tag, or the message alone where it is an attribute
 * @param message the message
 * @param name its name, may be empty
 * @param type the number of its element type
 * @param dims its shape, no dimension negative
 * @param external whether its elements are in another file
 */
public record StoredTensor(Slice field, Slice message, String name, int type, long[] dims, boolean external) {
    /** The highest rank. */
    public static final int MAX_RANK = 64;

    static final int DIMS = 1;
    static final int TYPE = 2;
    static final int NAME = 8;
    static final int LOCATION = 14;

    /** Reads what a message says of its tensor. */
    static StoredTensor read(String file, Slice field, Slice message) throws FileFormatException {
        WireReader reader = new WireReader(file, message);
        LongStream.Builder dims = LongStream.builder();
        int[] rank = new int[1];
        String name = "";
        int type = 0;
        boolean external = false;
        while (reader.next()) {
            switch (reader.field()) {
                case DIMS -> reader.numbers(dimension -> {
                    if (rank[0]++ < MAX_RANK) {
                        dims.add(dimension);
                    }
                });
                case TYPE -> type = reader.smallNumber();
                case NAME -> name = reader.text();
                case LOCATION -> external = reader.number() == 1;
                default -> { }
            }
            if (rank[0] > MAX_RANK) {
                throw reader.fault("a tensor has " + rank[0] + " dimensions, at most " + MAX_RANK + " are read");
            }
        }
        long[] shape = dims.build().toArray();
        if (Arrays.stream(shape).anyMatch(dimension -> dimension < 0)) {
            throw reader.fault("a tensor has the shape " + Arrays.toString(shape) + ", with a negative dimension");
        }
        return new StoredTensor(field, message, name, type, shape, external);
    }

    /** Whether it has a given shape. */
    public boolean hasShape(long... shape) {
        return Arrays.equals(dims, shape);
    }

    /** The number of its elements, or {@code Long.MAX_VALUE} for everything larger. */
    public long elements() {
        if (Arrays.stream(dims).anyMatch(dimension -> dimension == 0)) {
            return 0;
        }
        long product = 1;
        for (long dimension : dims) {
            if (product > Long.MAX_VALUE / dimension) {
                return Long.MAX_VALUE;
            }
            product *= dimension;
        }
        return product;
    }

    @Override
    public String toString() {
        return ElementType.name(type) + Arrays.toString(dims);
    }
}
