package io.github.dysample;

/** The order of the linear layer and the pixel shuffle in the offset branch; section 3.3 of the paper. */
public enum Style {
    /** Linear, then pixel shuffle: one 1×1 convolution from C to 2·g·s² channels. DySample and DySample+. */
    LP,
    /** Pixel shuffle, then linear: a 1×1 convolution from C/s² to 2·g channels. DySample-S and DySample-S+. */
    PL;

    /** {@return the name PyTorch's module takes: {@code lp} or {@code pl}} */
    public String torchName() {
        return this == LP ? "lp" : "pl";
    }

    /**
     * Finds a style by the name PyTorch's module takes.
     *
     * @param name {@code lp} or {@code pl}
     * @return the style
     * @throws IllegalArgumentException if it is neither
     */
    public static Style ofTorchName(String name) {
        return switch (name) {
            case "lp" -> LP;
            case "pl" -> PL;
            case null, default -> throw new IllegalArgumentException("style is \"" + name + "\", must be lp or pl");
        };
    }
}
