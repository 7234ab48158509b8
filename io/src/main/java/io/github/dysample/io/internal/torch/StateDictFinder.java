package io.github.dysample.io.internal.torch;

import io.github.dysample.io.FileFormatException;
import io.github.dysample.io.internal.bytes.Budget;
import io.github.dysample.io.internal.bytes.Quote;
import io.github.dysample.io.internal.pickle.PickleCosts;
import io.github.dysample.io.internal.pickle.PickleValue.Dict;
import io.github.dysample.io.internal.torch.TorchValue.TensorValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the state dict in the value that a checkpoint holds.
 *
 * <p>{@link io.github.dysample.io.TorchCheckpoint#read} says which one that is, and what follows it under its own key:
 * other dicts of tensors beside {@code state_dict}, but not those of an optimizer.
 */
final class StateDictFinder {
    private static final String PREFERRED = "state_dict";
    private static final String OPTIMIZER = "optim";
    private static final int MAX_DEPTH = 64;
    private static final int MAX_NAME = 1024;
    private static final int ENTRY = 8; // what passing an entry costs, whether or not it has tensors

    private final String file;
    private final Budget budget;
    private final PickledModules modules;
    private final Map<String, TensorValue> found = new LinkedHashMap<>();
    private final Map<String, Object> beside = new LinkedHashMap<>();
    private final Map<Object, Boolean> holding = new IdentityHashMap<>();
    private final Set<Object> entered = Collections.newSetFromMap(new IdentityHashMap<>());
    private boolean tooDeep; // something was not looked into

    private StateDictFinder(String file, Budget budget, PickleCosts costs, boolean everywhere) {
        this.file = file;
        this.budget = budget;
        modules = new PickledModules(costs, everywhere);
    }

    /** The tensors of the state dict by name. */
    static Map<String, TensorValue> find(String file, Budget budget, PickleCosts costs, Object root)
            throws FileFormatException {
        StateDictFinder usual = new StateDictFinder(file, budget, costs, false);
        Object top = usual.modules.elementsOf(root) instanceof Dict elements ? elements : root;
        if (usual.holdsTensors(top, 0)) {
            return usual.find(top);
        }
        StateDictFinder everywhere = new StateDictFinder(file, budget, costs, true);
        if (everywhere.holdsTensors(root, 0)) {
            return everywhere.find(root);
        }
        throw everywhere.noTensors(root);
    }

    private Map<String, TensorValue> find(Object top) throws FileFormatException {
        flatten(choose(top), "", 0);
        for (Map.Entry<String, Object> beside : beside.entrySet()) {
            flatten(beside.getValue(), beside.getKey() + ".", 0);
        }
        return found;
    }

    private FileFormatException noTensors(Object root) {
        if (tooDeep) {
            return tooDeep();
        }
        return fault(PickledModules.isScripted(root)
                ? "the TorchScript module has no parameters; if it was frozen, they are constants without names: save"
                        + " it before torch.jit.freeze"
                : "the checkpoint does not hold a dict of tensors; save model.state_dict()");
    }

    private Object choose(Object root) throws FileFormatException {
        Object chosen = root;
        for (int depth = 0; depth < MAX_DEPTH && !PickledModules.isModule(chosen); depth++) {
            Map<String, Object> values = modules.of(chosen);
            if (holdsTensors(values.get(PREFERRED), 0)) {
                noteBeside(values);
                chosen = values.get(PREFERRED);
                continue;
            }
            if (values.values().stream().anyMatch(TensorValue.class::isInstance)) {
                return chosen;
            }
            List<Object> inner = new ArrayList<>();
            for (Object value : values.values()) {
                if (holdsTensors(value, 0)) {
                    inner.add(value);
                }
            }
            if (inner.size() != 1) {
                return chosen;
            }
            chosen = inner.getFirst();
        }
        return chosen;
    }

    private void noteBeside(Map<String, Object> values) throws FileFormatException {
        for (Map.Entry<String, Object> entry : values.entrySet()) {
            String key = entry.getKey();
            if (!key.equals(PREFERRED) && !key.startsWith(OPTIMIZER) && holdsTensors(entry.getValue(), 0)) {
                beside.putIfAbsent(key, entry.getValue());
            }
        }
    }

    /**
     * Whether there are tensors in a dict or object. It may contain itself or be contained many times over, so the
     * answer for each is worked out once.
     */
    private boolean holdsTensors(Object holder, int depth) throws FileFormatException {
        if (!modules.looksInto(holder)) {
            return false;
        }
        if (depth > MAX_DEPTH) {
            tooDeep = true;
            return false;
        }
        Boolean known = holding.putIfAbsent(holder, false);
        if (known != null) {
            return known;
        }
        for (Object value : modules.of(holder).values()) {
            if (value instanceof TensorValue || holdsTensors(value, depth + 1)) {
                holding.put(holder, true);
                return true;
            }
        }
        return false;
    }

    /**
     * A module that is shared stands under each of its names, as in PyTorch; every entry is charged, so that sharing
     * cannot multiply for free. Other dicts stand under the first.
     */
    private void flatten(Object holder, String prefix, int depth) throws FileFormatException {
        if (depth > MAX_DEPTH) {
            throw tooDeep();
        }
        if (!entered.add(holder)) {
            return;
        }
        for (Map.Entry<String, Object> entry : modules.of(holder).entrySet()) {
            Object value = entry.getValue();
            budget.take(ENTRY, "the names of the tensors");
            if (!(value instanceof TensorValue) && !holdsTensors(value, 0)) {
                continue;
            }
            String name = prefix + entry.getKey();
            if (name.length() > MAX_NAME) {
                throw fault("the name " + Quote.of(name) + " has " + name.length() + " characters, more than "
                        + MAX_NAME);
            }
            budget.take(name.length(), "the names of the tensors");
            if (!(value instanceof TensorValue tensor)) {
                flatten(value, name + ".", depth + 1);
            } else if (found.put(name, tensor) != null) {
                throw fault("two tensors have the name " + Quote.of(name) + " once nested names are joined with dots");
            }
        }
        if (PickledModules.isModule(holder)) {
            entered.remove(holder);
        }
    }

    private FileFormatException tooDeep() {
        return fault("the checkpoint's dicts and lists are nested more than " + MAX_DEPTH + " deep");
    }

    private FileFormatException fault(String reason) {
        return new FileFormatException(file, FileFormatException.NO_POSITION, reason);
    }
}
