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
    private final Map<Instance, Map<String, Object>> known = new IdentityHashMap<>();

    /** What is put together is charged to the costs: many objects can have the same large dict as their state. */
    PickledModules(PickleCosts costs) {
        this.costs = costs;
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
        return switch (value) {
            case Dict dict -> dict.entries();
            case Instance instance -> of(instance);
            default -> Map.of();
        };
    }

    private Map<String, Object> of(Instance instance) throws FileFormatException {
        Map<String, Object> names = known.get(instance);
        if (names == null) {
            names = isModule(instance) ? stateOf(instance) : everythingIn(instance);
            known.put(instance, names);
        }
        return names;
    }

    /** The elements of a list or tuple by their index, or null for another value. */
    static Dict elementsOf(Object value) {
        List<Object> items = switch (value) {
            case Sequence list -> list.items();
            case Tuple(Object[] elements) -> List.of(elements);
            default -> null;
        };
        if (items == null) {
            return null;
        }
        Map<String, Object> elements = new LinkedHashMap<>();
        for (int i = 0; i < items.size(); i++) {
            if (isHolder(items.get(i))) {
                elements.put(Integer.toString(i), items.get(i));
            }
        }
        return Dict.of(elements);
    }

    private Map<String, Object> stateOf(Instance module) throws FileFormatException {
        Map<String, Object> state = new LinkedHashMap<>();
        if (module.type().startsWith(SCRIPTED)) {
            put(module.attributes(), value -> value instanceof TensorValue || isModule(value), Set.of(), state);
            return state;
        }
        Predicate<Object> isTensor = TensorValue.class::isInstance;
        put(dict(module, PARAMETERS), isTensor, Set.of(), state);
        put(dict(module, BUFFERS), isTensor, namesIn(module.attributes().get(NOT_PERSISTENT)), state);
        put(dict(module, MODULES), Instance.class::isInstance, Set.of(), state);
        return state;
    }

    private static Map<String, Object> dict(Instance module, String attribute) {
        return module.attributes().get(attribute) instanceof Dict dict ? dict.entries() : Map.of();
    }

    private Set<Object> namesIn(Object set) throws FileFormatException {
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

    private Map<String, Object> everythingIn(Instance instance) throws FileFormatException {
        Map<String, Object> all = new LinkedHashMap<>();
        put(instance.entries(), _ -> true, Set.of(), all);
        put(instance.attributes(), _ -> true, Set.of(), all);
        putNumbered(instance.items(), all);
        putNumbered(List.of(instance.arguments().items()), all);
        return all;
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
            if (isHolder(items.get(i))) {
                putIfAbsent(Integer.toString(i), items.get(i), to);
            }
        }
    }

    private void putIfAbsent(String name, Object value, Map<String, Object> to) throws FileFormatException {
        costs.entry(to.isEmpty(), name);
        to.putIfAbsent(name, value);
    }

    private static boolean isHolder(Object item) {
        return item instanceof TensorValue || item instanceof Dict || item instanceof Instance;
    }
}
