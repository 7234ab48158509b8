package io.github.dysample.io.internal.array;

import io.github.dysample.io.DType;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Array;

/** Primitive arrays of any element type, which their {@link DType} names. */
public final class Elements {
    private Elements() {}

    /** How an element stands in a file, wherever it begins. */
    static ValueLayout layout(DType dtype) {
        return switch (dtype) {
            case I8, U8, BOOL -> ValueLayout.JAVA_BYTE;
            case F16, BF16, I16, U16 -> ValueLayout.JAVA_SHORT_UNALIGNED;
            case I32, U32 -> ValueLayout.JAVA_INT_UNALIGNED;
            case I64, U64 -> ValueLayout.JAVA_LONG_UNALIGNED;
            case F32 -> ValueLayout.JAVA_FLOAT_UNALIGNED;
            case F64 -> ValueLayout.JAVA_DOUBLE_UNALIGNED;
        };
    }

    public static Object allocate(DType dtype, int length) {
        return Array.newInstance(layout(dtype).carrier(), length);
    }

    public static int length(Object elements) {
        return Array.getLength(elements);
    }

    /** The length of an array, once it is known to be of the type's Java class. */
    public static int requireLength(DType dtype, Object elements) {
        Class<?> wanted = allocate(dtype, 0).getClass();
        if (!wanted.isInstance(elements)) {
            throw new IllegalArgumentException(dtype + " needs a " + wanted.getSimpleName() + ", not "
                    + (elements == null ? "null" : "a " + elements.getClass().getSimpleName()));
        }
        return length(elements);
    }

    public static float toFloat(DType dtype, Object elements, int index) {
        return switch (dtype) {
            case F16 -> Float.float16ToFloat(((short[]) elements)[index]);
            case BF16 -> Float.intBitsToFloat(((short[]) elements)[index] << 16);
            case F32 -> ((float[]) elements)[index];
            case F64 -> (float) ((double[]) elements)[index];
            // Straight from the integer: through a double it would round twice.
            case I64 -> ((long[]) elements)[index];
            case U64 -> unsignedToFloat(((long[]) elements)[index]);
            default -> (float) toDouble(dtype, elements, index);
        };
    }

    public static double toDouble(DType dtype, Object elements, int index) {
        return switch (dtype) {
            case F16, BF16, F32 -> toFloat(dtype, elements, index);
            case F64 -> ((double[]) elements)[index];
            case I8 -> ((byte[]) elements)[index];
            case I16 -> ((short[]) elements)[index];
            case I32 -> ((int[]) elements)[index];
            case I64 -> ((long[]) elements)[index];
            case U8 -> Byte.toUnsignedInt(((byte[]) elements)[index]);
            case U16 -> Short.toUnsignedInt(((short[]) elements)[index]);
            case U32 -> Integer.toUnsignedLong(((int[]) elements)[index]);
            case U64 -> unsignedToDouble(((long[]) elements)[index]);
            case BOOL -> ((byte[]) elements)[index] == 0 ? 0 : 1;
        };
    }

    /** Stores a value in an array of a floating-point type, rounded to nearest. */
    public static void set(DType dtype, Object elements, int index, double value) {
        switch (dtype) {
            case F16 -> ((short[]) elements)[index] = Float.floatToFloat16(roundToOdd(value));
            case BF16 -> ((short[]) elements)[index] = bfloat16(roundToOdd(value));
            case F32 -> ((float[]) elements)[index] = (float) value;
            case F64 -> ((double[]) elements)[index] = value;
            default -> throw new AssertionError(dtype);
        }
    }

    /**
     * A float whose further rounding equals rounding the double at once: where the double is not a float, the neighbour
     * with the odd significand.
     */
    private static float roundToOdd(double value) {
        float rounded = (float) value;
        if (rounded == value || Double.isNaN(value) || (Float.floatToRawIntBits(rounded) & 1) == 1) {
            return rounded;
        }
        return value > rounded ? Math.nextUp(rounded) : Math.nextDown(rounded);
    }

    private static short bfloat16(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (Float.isNaN(value)) {
            return (short) (bits >>> 16 | 0x40); // the carry of the rounding could turn a NaN into an infinity
        }
        return (short) (bits + 0x7FFF + (bits >>> 16 & 1) >>> 16);
    }

    private static double unsignedToDouble(long value) {
        // Halved with the lost bit kept sticky, so that doubling gives the correctly rounded value.
        return value >= 0 ? value : 2.0 * (double) (value >>> 1 | value & 1);
    }

    private static float unsignedToFloat(long value) {
        return value >= 0 ? value : 2.0f * (float) (value >>> 1 | value & 1);
    }
}
