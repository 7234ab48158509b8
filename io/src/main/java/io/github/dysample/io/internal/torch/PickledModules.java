package io.github.dysample.io.internal.torch;

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

    private final boolean everywhere;
    private final Map<Object, Map<String, Object>> known = new IdentityHashMap<>();

    /**
     * Looks into dicts by text and into objects or, if {@code everywhere}, into lists, tuples and dicts by whole
     * numbers, too. Those hold what training keeps, such as the state of an optimizer, and seldom weights.
     */
    PickledModules(boolean everywhere) {
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
                && (isScripted(instance)
                        || instance.attributes().get(PARAMETERS) instanceof Dict
                        || instance.attributes().get(MODULES) instanceof Dict);
    }

    /** What a value holds by name; nothing for one that holds no others. */
    Map<String, Object> of(Object value) {
        return switch (value) {
            case Dict dict when everywhere && !dict.numbered().isEmpty() -> known.computeIfAbsent(
                    dict, _ -> withNumbered(dict));
            case Dict dict -> dict.entries();
            case Sequence list when everywhere -> known.computeIfAbsent(
                    list, _ -> numbered(list.items(), new LinkedHashMap<>()));
            case Tuple tuple when everywhere -> known.computeIfAbsent(
                    tuple, _ -> numbered(List.of(tuple.items()), new LinkedHashMap<>()));
            case Instance instance -> known.computeIfAbsent(
                    instance, _ -> isModule(instance) ? stateOf(instance) : everythingIn(instance));
            default -> Map.of();
        };
    }

    /** The elements of a list or tuple by their index, or null for another value. */
    Dict elementsOf(Object value) {
        List<Object> items = switch (value) {
            case Sequence list -> list.items();
            case Tuple(Object[] elements) -> List.of(elements);
            default -> null;
        };
        return items == null ? null : Dict.of(numbered(items, new LinkedHashMap<>()));
    }

    private static Map<String, Object> stateOf(Instance module) {
        Map<String, Object> state = new LinkedHashMap<>();
        if (isScripted(module)) {
            module.attributes().forEach((name, value) -> {
                if (value instanceof TensorValue || isModule(value)) {
                    state.put(name, value);
                }
            });
            return state;
        }
        putTensors(module.attributes().get(PARAMETERS), Set.of(), state);
        putTensors(module.attributes().get(BUFFERS), namesIn(module.attributes().get(NOT_PERSISTENT)), state);
        if (module.attributes().get(MODULES) instanceof Dict modules) {
            modules.entries().forEach((name, child) -> {
                if (child instanceof Instance) {
                    state.putIfAbsent(name, child);
                }
            });
        }
        return state;
    }

    private static void putTensors(Object dict, Set<Object> except, Map<String, Object> state) {
        if (dict instanceof Dict tensors) {
            tensors.entries().forEach((name, tensor) -> {
                if (tensor instanceof TensorValue && !except.contains(name)) {
                    state.putIfAbsent(name, tensor);
                }
            });
        }
    }

    private static Set<Object> namesIn(Object set) {
        return set instanceof Sequence names ? new HashSet<>(names.items()) : Set.of();
    }

    private static Map<String, Object> withNumbered(Dict dict) {
        Map<String, Object> all = new LinkedHashMap<>(dict.entries());
        dict.numbered().forEach(all::putIfAbsent);
        return all;
    }

    private Map<String, Object> everythingIn(Instance instance) {
        Map<String, Object> all = new LinkedHashMap<>(instance.entries());
        instance.attributes().forEach(all::putIfAbsent);
        numbered(instance.items(), all);
        return numbered(List.of(instance.arguments().items()), all);
    }

    private Map<String, Object> numbered(List<Object> items, Map<String, Object> to) {
        for (int i = 0; i < items.size(); i++) {
            Object item = items.get(i);
            if (item instanceof TensorValue || looksInto(item)) {
                to.putIfAbsent(Integer.toString(i), item);
            }
        }
        return to;
    }
}
