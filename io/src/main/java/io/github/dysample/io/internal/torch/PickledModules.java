package io.github.dysample.io.internal.torch;

import io.github.dysample.io.FileFormatException;
import io.github.dysample.io.internal.pickle.PickleCosts;
import io.github.dysample.io.internal.pickle.PickleValue.Dict;
import io.github.dysample.io.internal.pickle.PickleValue.Instance;
import io.github.dysample.io.internal.pickle.PickleValue.Sequence;
import io.github.dysample.io.internal.pickle.PickleValue.Tuple;
import io.github.dysample.io.internal.torch.TorchValue.TensorValue;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The named values inside a value of a checkpoint. For a pickled {@code torch.nn.Module} these are what its
 * {@code state_dict()} names: parameters, buffers that are persistent, and submodules.
 */
final class PickledModules {
    private static final String PARAMETERS = "_parameters";
    private static final String BUFFERS = "_buffers";
    private static final String MODULES = "_modules";
    private static final String NOT_PERSISTENT = "_non_persistent_buffers_set";

    /**
     * What the classes of a TorchScript archive begin with; parameters, buffers and submodules are attributes of
     * theirs.
     */
    private static final String SCRIPTED = "__torch__.";

    private final PickleCosts costs;
    private final boolean everywhere;
    private final Map<Object, Map<String, Object>> known = new IdentityHashMap<>();

    /**
     * Looks into dicts by text and into objects or, if {@code everywhere}, into lists, tuples and dicts by whole
     * numbers, too. Those hold what training keeps, such as the state of an optimizer, and seldom weights. What is put
     * together is charged to the costs: many objects can have the same large dict as their state.
     */
    PickledModules(PickleCosts costs, boolean everywhere) {
        this.costs = costs;
        this.everywhere = everywhere;
    }

    /** Whether a value is of a kind that may hold others. */
    boolean looksInto(Object value) {
        return value instanceof Dict || value instanceof Instance
                || everywhere && (value instanceof Sequence || value instanceof Tuple);
    }

    /** Whether a value is a module of a TorchScript archive. */
    static boolean isScripted(Object value) {
        return value instanceof Instance instance && instance.type().startsWith(SCRIPTED);
    }

    /** Whether a value is a module: its names are then those of its state dict, however deep its tensors are. */
    static boolean isModule(Object value) {
        return value instanceof Instance instance
                && (instance.type().startsWith(SCRIPTED)
                        || instance.attributes().get(PARAMETERS) instanceof Dict
                        || instance.attributes().get(MODULES) instanceof Dict);
    }

    /** What a value holds by name; nothing for one that holds no others. */
    Map<String, Object> of(Object value) throws FileFormatException {
        if (value instanceof Dict dict && (!everywhere || dict.numbered().isEmpty())) {
            return dict.entries();
        }
        if (!looksInto(value)) {
            return Map.of();
        }
        Map<String, Object> names = known.get(value);
        if (names == null) {
            names = namesIn(value);
            known.put(value, names);
        }
        return names;
    }

    private Map<String, Object> namesIn(Object value) throws FileFormatException {
        if (value instanceof Instance module && isModule(module)) {
            return stateOf(module);
        }
        Map<String, Object> all = new LinkedHashMap<>();
        switch (value) {
            case Dict dict -> {
                put(dict.entries(), _ -> true, Set.of(), all);
                put(dict.numbered(), _ -> true, Set.of(), all);
            }
            case Sequence list -> putNumbered(list.items(), all);
            case Tuple(Object[] elements) -> putNumbered(List.of(elements), all);
            case Instance instance -> {
                put(instance.entries(), _ -> true, Set.of(), all);
                put(instance.attributes(), _ -> true, Set.of(), all);
                putNumbered(instance.items(), all);
                putNumbered(List.of(instance.arguments().items()), all);
            }
            default -> { }
        }
        return all;
    }

    /** The elements of a list or tuple by their index, or null for another value. */
    Dict elementsOf(Object value) throws FileFormatException {
        List<Object> items = switch (value) {
            case Sequence list -> list.items();
            case Tuple(Object[] elements) -> List.of(elements);
            default -> null;
        };
        if (items == null) {
            return null;
        }
        Map<String, Object> elements = new LinkedHashMap<>();
        putNumbered(items, elements);
        return Dict.of(elements);
    }

    private Map<String, Object> stateOf(Instance module) throws FileFormatException {
        Map<String, Object> state = new LinkedHashMap<>();
        if (isScripted(module)) {
            put(module.attributes(), value -> value instanceof TensorValue || isModule(value), Set.of(), state);
            return state;
        }
        Predicate<Object> isTensor = TensorValue.class::isInstance;
        put(dict(module, PARAMETERS), isTensor, Set.of(), state);
        put(dict(module, BUFFERS), isTensor, elementsOfSet(module.attributes().get(NOT_PERSISTENT)), state);
        put(dict(module, MODULES), Instance.class::isInstance, Set.of(), state);
        return state;
    }

    private static Map<String, Object> dict(Instance module, String attribute) {
        return module.attributes().get(attribute) instanceof Dict dict ? dict.entries() : Map.of();
    }

    private Set<Object> elementsOfSet(Object set) throws FileFormatException {
        if (!(set instanceof Sequence names)) {
            return Set.of();
        }
        Set<Object> copy = new HashSet<>();
        for (Object name : names.items()) {
            costs.entry(copy.isEmpty(), "");
            copy.add(name);
        }
        return copy;
    }

    /** Puts those values that are wanted, under names that are not taken. */
    private void put(Map<String, Object> from, Predicate<Object> wanted, Set<Object> except, Map<String, Object> to)
            throws FileFormatException {
        costs.looks(from.size());
        for (Map.Entry<String, Object> entry : from.entrySet()) {
            if (wanted.test(entry.getValue()) && !except.contains(entry.getKey())) {
                putIfAbsent(entry.getKey(), entry.getValue(), to);
            }
        }
    }

    private void putNumbered(List<Object> items, Map<String, Object> to) throws FileFormatException {
        costs.looks(items.size());
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i) instanceof TensorValue || looksInto(items.get(i))) {
                putIfAbsent(Integer.toString(i), items.get(i), to);
            }
        }
    }

    private void putIfAbsent(String name, Object value, Map<String, Object> to) throws FileFormatException {
        costs.entry(to.isEmpty(), name);
        to.putIfAbsent(name, value);
    }
}
