package io.github.dysample.io;

/**
 * The arrays of a layer fit several configurations, and the {@link LayerOptions} do not say which it has. The message
 * names the layer, the configurations and the options to give. Immutable.
 */
public final class AmbiguousLayerException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** Options that would settle which configuration the layer has. */
    public enum Missing {
        /** {@link LayerOptions#scale}. */
        SCALE("the scale"),
        /** {@link LayerOptions#scale} or {@link LayerOptions#groups}. */
        SCALE_OR_GROUPS("the scale or the groups"),
        /** {@link LayerOptions#style}. */
        STYLE("the style"),
        /** Both {@link LayerOptions#scale} and {@link LayerOptions#style}. */
        SCALE_AND_STYLE("the scale and the style");

        private final String words;

        Missing(String words) {
            this.words = words;
        }

        /** {@return the options in words} */
        @Override
        public String toString() {
            return words;
        }
    }

    /** The options to give. */
    private final Missing missing;

    /**
     * Makes an exception.
     *
     * @param message one sentence
     * @param missing the options that would settle it
     */
    public AmbiguousLayerException(String message, Missing missing) {
        super(message);
        this.missing = missing;
    }

    /** {@return the options that would settle which configuration the layer has} */
    public Missing missing() {
        return missing;
    }
}
