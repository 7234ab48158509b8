package io.github.dysample.io;

import java.util.List;

/**
 * It is not clear which layer to read: none has the prefix that was given; or none was given, and there are several
 * layers or none at all. The message lists the prefixes there are. Immutable.
 */
public final class LayerChoiceException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** As given, or null. */
    private final String prefix;

    /** Those there are. */
    private final String[] prefixes;

    /**
     * Makes an exception.
     *
     * @param message one sentence
     * @param prefix the prefix that no layer has, or null if none was given
     * @param prefixes the prefixes of the layers there are
     */
    public LayerChoiceException(String message, String prefix, List<String> prefixes) {
        super(message);
        this.prefix = prefix;
        this.prefixes = prefixes.toArray(String[]::new);
    }

    /** {@return the prefix that no layer has, or null if none was given} */
    public String prefix() {
        return prefix;
    }

    /** {@return the prefixes of the layers there are, in the order of the state dict; cannot be changed} */
    public List<String> prefixes() {
        return List.of(prefixes);
    }
}
