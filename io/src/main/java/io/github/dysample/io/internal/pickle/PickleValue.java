package io.github.dysample.io.internal.pickle;

import io.github.dysample.io.FileFormatException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Plain data of a pickle, besides {@link String}, {@link Long} and {@link Boolean}, which stand for themselves.
 *
 * <p>Nothing here compares by content: a pickle may contain itself, and then a deep comparison would not end.
 */
public sealed interface PickleValue {
    /** A value that is never needed: None, floats, bytes, big integers, torch dtypes. */
    enum Inert implements PickleValue {
        /** The only one. */
        VALUE
    }

    /** A tuple. */
    record Tuple(Object[] items) implements PickleValue {}

    /** A list or set. */
    final class Sequence implements PickleValue {
        private Object[] items = {};
        private int size;

        void append(Object[] more, PickleCosts costs) throws FileFormatException {
            if (size + more.length > items.length) {
                int length = Math.max(2 * items.length, size + more.length);
                costs.slots(length);
                items = Arrays.copyOf(items, length);
            }
            System.arraycopy(more, 0, items, size, more.length);
            size += more.length;
        }

        /** The elements. */
        public List<Object> items() {
            return Arrays.asList(items).subList(0, size);
        }
    }

    /** A dict; entries whose key is neither a string nor a whole number are dropped, since they cannot make a name. */
    final class Dict implements PickleValue {
        // Made for the first entry: an empty dict costs one byte of pickle.
        private Map<String, Object> entries;
        private Map<String, Object> numbered;

        /** Sets a value, charged to the costs. */
        public void put(String name, Object value, PickleCosts costs) throws FileFormatException {
            costs.entry(entries == null, name);
            if (entries == null) {
                entries = new LinkedHashMap<>();
            }
            entries.put(name, value);
        }

        /** Sets a value under a whole number, such as an epoch or the index of a parameter. */
        void put(long number, Object value, PickleCosts costs) throws FileFormatException {
            String name = Long.toString(number);
            costs.text(name.length());
            costs.entry(numbered == null, name);
            if (numbered == null) {
                numbered = new LinkedHashMap<>();
            }
            numbered.put(name, value);
        }

        void putAll(Dict other, PickleCosts costs) throws FileFormatException {
            for (Map.Entry<String, Object> entry : other.entries().entrySet()) {
                put(entry.getKey(), entry.getValue(), costs);
            }
        }

        /** The values by name. */
        public Map<String, Object> entries() {
            return entries == null ? Map.of() : entries;
        }

        /** The values under whole numbers. */
        public Map<String, Object> numbered() {
            return numbered == null ? Map.of() : numbered;
        }

        /** A dict of some values. */
        public static Dict of(Map<String, Object> entries) {
            Dict dict = new Dict();
            dict.entries = entries;
            return dict;
        }
    }

    /**
     * An object of a class that is only a name here: what the pickle would give its constructor and its state is kept
     * as data. The class is not looked up, and nothing of it is run.
     */
    final class Instance implements PickleValue {
        private final String type;
        private final Tuple arguments;
        private Dict attributes; // or null
        private boolean attributesShared; // with the pickle's own dict, which must not change
        private Dict entries; // or null, of a subclass of dict
        private Sequence items; // or null, of a subclass of list or set

        /** An object of a class with a dotted name, made with some arguments. */
        public Instance(String type, Tuple arguments) {
            this.type = type;
            this.arguments = arguments;
        }

        /** Sets what Python's {@code object.__setstate__} takes: attributes, or a pair of these and of slots. */
        void setState(Object state, PickleCosts costs) throws FileFormatException {
            switch (state) {
                case Dict dict when attributes == null -> {
                    attributes = dict;
                    attributesShared = true;
                }
                case Dict dict -> {
                    if (attributesShared) {
                        Dict own = new Dict();
                        costs.object();
                        own.putAll(attributes, costs);
                        attributes = own;
                        attributesShared = false;
                    }
                    attributes.putAll(dict, costs);
                }
                case Tuple(Object[] pair) when pair.length == 2 && !(pair[0] instanceof Tuple) -> {
                    setState(pair[0], costs);
                    if (pair[1] instanceof Dict slots) {
                        setState(slots, costs);
                    }
                }
                default -> { } // a state only its own class understands
            }
        }

        Dict entriesToFill(PickleCosts costs) throws FileFormatException {
            if (entries == null) {
                costs.object();
                entries = new Dict();
            }
            return entries;
        }

        Sequence itemsToFill(PickleCosts costs) throws FileFormatException {
            if (items == null) {
                costs.object();
                items = new Sequence();
            }
            return items;
        }

        /** The name of its class. */
        public String type() {
            return type;
        }

        /** The arguments of its constructor. */
        public Tuple arguments() {
            return arguments;
        }

        /** Its attributes by name. */
        public Map<String, Object> attributes() {
            return attributes == null ? Map.of() : attributes.entries();
        }

        /** Its values by name, if its class is a kind of dict. */
        public Map<String, Object> entries() {
            return entries == null ? Map.of() : entries.entries();
        }

        /** Its elements, if its class is a kind of list or set. */
        public List<Object> items() {
            return items == null ? List.of() : items.items();
        }
    }
}
