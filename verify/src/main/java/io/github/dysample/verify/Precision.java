package io.github.dysample.verify;

import io.github.dysample.io.DType;

/** Binary floating-point formats, for errors in units in the last place. */
public enum Precision {
    /** IEEE 754 binary16. */
    HALF("float16", 11, -14),
    /** The upper half of binary32. */
    BFLOAT16("bfloat16", 8, -126),
    /** IEEE 754 binary32. */
    SINGLE("float32", 24, -126),
    /** IEEE 754 binary64. */
    DOUBLE("float64", 53, -1022);

    private final String label;
    private final int digits;
    private final int leastExponent;

    Precision(String label, int digits, int leastExponent) {
        this.label = label;
        this.digits = digits;
        this.leastExponent = leastExponent;
    }

    /**
     * {@return the precision of a type; {@link #DOUBLE} for whole numbers, which it holds exactly up to 2⁵³}
     *
     * @param type any type
     */
    public static Precision of(DType type) {
        return switch (type) {
            case F16 -> HALF;
            case BF16 -> BFLOAT16;
            case F32 -> SINGLE;
            default -> DOUBLE;
        };
    }

    /** {@return the name PyTorch and NumPy have for it} */
    public String label() {
        return label;
    }

    /**
     * The distance between neighbouring numbers of this format.
     *
     * @param value any finite value
     * @return the unit in the last place of numbers as large as this; for 0 and subnormals the smallest number
     */
    public double ulp(double value) {
        int exponent = Math.max(Math.getExponent(value), leastExponent);
        return Math.scalb(1.0, exponent - (digits - 1));
    }
}
