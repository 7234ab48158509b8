package io.github.dysample.io.internal.pickle;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Plain data of a pickle, besides {@link String}, {@link Long} and {@link Boolean}, which stand for themselves.
 *
 * <p>Nothing here compares by content: a pickle may contain itself, and then a deep comparison would not end.
 */
public sealed interface PickleValue {
    /** A value that is never needed: None, floats, bytes, lists, big integers, torch dtypes. */
    enum Inert implements PickleValue {
        /** A list or set, whose elements are dropped: a state dict never keeps a tensor in one. */
        LIST,
        /** Anything else. */
        OTHER
    }

    /** A tuple. */
    record Tuple(Object[] items) implements PickleValue {}

    /** A dict; entries whose key is not a string are dropped, since they cannot make a name. */
    final class Dict implements PickleValue {
        private Map<String, Object> entries; // made for the first entry: an empty dict costs one byte of pickle

        void put(String name, Object value) {
            if (entries == null) {
                entries = new LinkedHashMap<>();
            }
            entries.put(name, value);
        }

        /** The values by name. */
        public Map<String, Object> entries() {
            return entries == null ? Map.of() : entries;
        }
    }
}
