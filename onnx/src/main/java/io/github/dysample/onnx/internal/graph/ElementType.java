package io.github.dysample.onnx.internal.graph;

/** The element types of ONNX tensors that are read, by the numbers of TensorProto.DataType; names of the others. */
public final class ElementType {
    public static final int FLOAT = 1;
    public static final int INT32 = 6;
    public static final int INT64 = 7;
    public static final int BOOL = 9;
    public static final int DOUBLE = 11;

    private static final String[] NAMES = {
        "UNDEFINED", "FLOAT", "UINT8", "INT8", "UINT16", "INT16", "INT32", "INT64", "STRING", "BOOL", "FLOAT16",
        "DOUBLE", "UINT32", "UINT64", "COMPLEX64", "COMPLEX128", "BFLOAT16", "FLOAT8E4M3FN", "FLOAT8E4M3FNUZ",
        "FLOAT8E5M2", "FLOAT8E5M2FNUZ", "UINT4", "INT4", "FLOAT4E2M1"
    };

    private ElementType() {}

    /** The name for messages. */
    public static String name(long type) {
        return type >= 0 && type < NAMES.length ? NAMES[(int) type] : "type " + type;
    }

    /** The bytes of an element in {@code raw_data}, 0 for a type that is not read. */
    public static int bytes(long type) {
        return switch ((int) type) {
            case FLOAT, INT32 -> 4;
            case INT64, DOUBLE -> 8;
            case BOOL -> 1;
            default -> 0;
        };
    }
}
