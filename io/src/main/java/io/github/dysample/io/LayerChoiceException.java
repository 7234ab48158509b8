package io.github.dysample.io;

import java.util.List;

/**
 * It is not clear which layer to read: there is none under the prefix that was given; or no prefix was given, and the
 * checkpoint has several layers, or none. The message lists the prefixes it has. Immutable.
 */
public final class LayerChoiceException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** The prefix as it was given, or null. */
    private final String prefix;

    /** The prefixes that were found. */
    private final String[] prefixes;

    /**
     * Makes an exception.
     *
     * @param message one sentence
     * @param prefix the prefix that was not found, or null if none was given
     * @param prefixes the prefixes of the layers that were found
     */
    public LayerChoiceException(String message, String prefix, List<String> prefixes) {
        super(message);
        this.prefix = prefix;
        this.prefixes = prefixes.toArray(String[]::new);
    }

    /** {@return the prefix that was not found, or null if none was given} */
    public String prefix() {
        return prefix;
    }

    /** {@return the prefixes of the layers that were found, in the order of the state dict; unmodifiable} */
    public List<String> prefixes() {
        return List.of(prefixes);
    }
}
