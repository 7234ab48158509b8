package io.github.dysample.io;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Named arrays in the order of their file, as PyTorch's {@code state_dict()} gives them.
 *
 * <p>The maps are unmodifiable; threads may share the record as they may share its arrays.
 *
 * @param arrays the arrays by name
 * @param metadata free text by key: what safetensors keeps under {@code __metadata__}; empty for other formats
 * @param inertClasses the Python classes and functions that a PyTorch checkpoint names and that mean nothing here:
 *     their objects were read as data, and none of their code was looked up or run; empty for other formats
 */
public record StateDict(Map<String, NdArray> arrays, Map<String, String> metadata, List<String> inertClasses) {

    /** Copies the collections. */
    public StateDict {
        arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        inertClasses = List.copyOf(inertClasses);
    }

    /**
     * A state dict of a format without classes.
     *
     * @param arrays the arrays by name
     * @param metadata free text by key
     */
    public StateDict(Map<String, NdArray> arrays, Map<String, String> metadata) {
        this(arrays, metadata, List.of());
    }

    /**
     * A state dict without metadata.
     *
     * @param arrays the arrays by name
     */
    public StateDict(Map<String, NdArray> arrays) {
        this(arrays, Map.of());
    }

    /**
     * {@return the array of a name, or null if there is none}
     *
     * @param name the name
     */
    public NdArray get(String name) {
        return arrays.get(name);
    }
}
