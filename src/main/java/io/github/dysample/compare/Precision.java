package io.github.dysample.compare;

/** Binary floating-point formats, as far as errors are counted in their units in the last place. */
public enum Precision {
    /** IEEE 754 binary16. */
    HALF("float16", 11, -14, new Tolerance(1e-3, 1e-5)),
    /** The upper half of binary32. */
    BFLOAT16("bfloat16", 8, -126, new Tolerance(1.6e-2, 1e-5)),
    /** IEEE 754 binary32. */
    SINGLE("float32", 24, -126, new Tolerance(1.3e-6, 1e-5)),
    /** IEEE 754 binary64. */
    DOUBLE("float64", 53, -1022, new Tolerance(1e-7, 1e-7));

    private final String label;
    private final int digits;
    private final int leastExponent;
    private final Tolerance tolerance;

    Precision(String label, int digits, int leastExponent, Tolerance tolerance) {
        this.label = label;
        this.digits = digits;
        this.leastExponent = leastExponent;
        this.tolerance = tolerance;
    }

    /** {@return the name PyTorch and NumPy have for it} */
    public String label() {
        return label;
    }

    /** {@return what {@code torch.testing.assert_close} allows values of this type by default} */
    public Tolerance tolerance() {
        return tolerance;
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
