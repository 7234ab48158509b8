package io.github.dysample.onnx.internal.graph;

import io.github.dysample.io.FileFormatException;
import io.github.dysample.onnx.internal.wire.Slice;
import io.github.dysample.onnx.internal.wire.WireReader;
import java.util.ArrayList;
import java.util.List;

/**
 * A ValueInfoProto: an input or output of the graph, or what is said of a tensor within it.
 *
 * @param field the field of its graph, tag included, as it stands in the file
 * @param name the name of the tensor
 * @param type the number of the element type, 0 if it is not said or is no tensor
 * @param dims the shape, null if it is not said; a dimension that is free, or not said, is {@link #FREE}
 */
public record Value(Slice field, String name, int type, long[] dims) {
    /** A dimension without a number. */
    public static final long FREE = -1;

    /** Reads a value from a field of its graph. */
    static Value read(String file, Slice field, Slice message) throws FileFormatException {
        WireReader reader = new WireReader(file, message);
        String name = "";
        Slice tensor = null;
        while (reader.next()) {
            switch (reader.field()) {
                case 1 -> name = reader.text();
                case 2 -> {
                    WireReader kind = new WireReader(file, reader.bytes());
                    while (kind.next()) {
                        tensor = kind.field() == 1 ? kind.bytes() : tensor;
                    }
                }
                default -> { }
            }
        }
        int type = 0;
        long[] dims = null;
        if (tensor != null) {
            WireReader described = new WireReader(file, tensor);
            while (described.next()) {
                switch (described.field()) {
                    case 1 -> type = described.smallNumber();
                    case 2 -> dims = shape(file, described.bytes());
                    default -> { }
                }
            }
        }
        return new Value(field, name, type, dims);
    }

    private static long[] shape(String file, Slice message) throws FileFormatException {
        WireReader reader = new WireReader(file, message);
        List<Long> dims = new ArrayList<>(4);
        while (reader.next()) {
            if (reader.field() == 1) {
                if (dims.size() == StoredTensor.MAX_RANK) {
                    throw reader.fault("a value has over " + StoredTensor.MAX_RANK + " dimensions");
                }
                dims.add(dimension(file, reader.bytes()));
            }
        }
        return dims.stream().mapToLong(Long::longValue).toArray();
    }

    private static long dimension(String file, Slice message) throws FileFormatException {
        WireReader reader = new WireReader(file, message);
        long size = FREE;
        while (reader.next()) {
            size = reader.field() == 1 ? reader.number() : size;
        }
        return size < 0 ? FREE : size; // some writers say −1 for free
    }
}
