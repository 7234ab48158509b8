package io.github.dysample.io.internal.torch;

import io.github.dysample.io.FileFormatException;
import io.github.dysample.io.internal.bytes.Budget;
import io.github.dysample.io.internal.bytes.Quote;
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

    private final String file;
    private final Budget budget;
    private final Map<String, TensorValue> found = new LinkedHashMap<>();
    private final Map<String, Dict> beside = new LinkedHashMap<>();
    private final Map<Dict, Boolean> holding = new IdentityHashMap<>();
    private final Set<Dict> flattened = Collections.newSetFromMap(new IdentityHashMap<>());

    private StateDictFinder(String file, Budget budget) {
        this.file = file;
        this.budget = budget;
    }

    /** The tensors of the state dict by name. */
    static Map<String, TensorValue> find(String file, Budget budget, Object root) throws FileFormatException {
        StateDictFinder finder = new StateDictFinder(file, budget);
        if (!(root instanceof Dict dict) || !finder.holdsTensors(dict)) {
            throw finder.fault("the checkpoint does not hold a dict of tensors; save model.state_dict()");
        }
        finder.flatten(finder.choose(dict), "", 0);
        for (Map.Entry<String, Dict> beside : finder.beside.entrySet()) {
            finder.flatten(beside.getValue(), beside.getKey() + ".", 0);
        }
        return finder.found;
    }

    private Dict choose(Dict root) throws FileFormatException {
        Dict chosen = root;
        for (int depth = 0; depth < MAX_DEPTH; depth++) {
            if (chosen.entries().get(PREFERRED) instanceof Dict preferred && holdsTensors(preferred)) {
                noteBeside(chosen);
                chosen = preferred;
                continue;
            }
            if (chosen.entries().values().stream().anyMatch(TensorValue.class::isInstance)) {
                return chosen;
            }
            List<Dict> inner = innerWithTensors(chosen);
            if (inner.size() != 1) {
                return chosen;
            }
            chosen = inner.getFirst();
        }
        throw tooDeep();
    }

    private void noteBeside(Dict dict) throws FileFormatException {
        for (Map.Entry<String, Object> entry : dict.entries().entrySet()) {
            String key = entry.getKey();
            if (!key.equals(PREFERRED)
                    && !key.startsWith(OPTIMIZER)
                    && entry.getValue() instanceof Dict candidate
                    && holdsTensors(candidate)) {
                beside.putIfAbsent(key, candidate);
            }
        }
    }

    private List<Dict> innerWithTensors(Dict dict) throws FileFormatException {
        List<Dict> inner = new ArrayList<>();
        for (Object value : dict.entries().values()) {
            if (value instanceof Dict candidate && holdsTensors(candidate)) {
                inner.add(candidate);
            }
        }
        return inner;
    }

    private boolean holdsTensors(Dict dict) throws FileFormatException {
        return holdsTensors(dict, 0);
    }

    /** A dict may contain itself or be contained many times over, so the answer for each is worked out once. */
    private boolean holdsTensors(Dict dict, int depth) throws FileFormatException {
        if (depth > MAX_DEPTH) {
            throw tooDeep();
        }
        Boolean known = holding.putIfAbsent(dict, false);
        if (known != null) {
            return known;
        }
        for (Object value : dict.entries().values()) {
            if (value instanceof TensorValue || value instanceof Dict inner && holdsTensors(inner, depth + 1)) {
                holding.put(dict, true);
                return true;
            }
        }
        return false;
    }

    private void flatten(Dict dict, String prefix, int depth) throws FileFormatException {
        if (depth > MAX_DEPTH) {
            throw tooDeep();
        }
        if (!flattened.add(dict)) {
            return;
        }
        for (Map.Entry<String, Object> entry : dict.entries().entrySet()) {
            if (!(entry.getValue() instanceof TensorValue || entry.getValue() instanceof Dict)) {
                continue;
            }
            String name = prefix + entry.getKey();
            if (name.length() > MAX_NAME) {
                throw fault("the name " + Quote.of(name) + " has " + name.length() + " characters, more than "
                        + MAX_NAME);
            }
            budget.take(name.length(), "the names of the tensors");
            if (entry.getValue() instanceof Dict inner) {
                flatten(inner, name + ".", depth + 1);
            } else if (found.put(name, (TensorValue) entry.getValue()) != null) {
                throw fault("two tensors have the name " + Quote.of(name) + " once nested names are joined with dots");
            }
        }
    }

    private FileFormatException tooDeep() {
        return fault("the checkpoint's dicts are nested more than " + MAX_DEPTH + " deep");
    }

    private FileFormatException fault(String reason) {
        return new FileFormatException(file, FileFormatException.NO_POSITION, reason);
    }
}
