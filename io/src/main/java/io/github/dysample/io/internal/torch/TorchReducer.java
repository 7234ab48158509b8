package io.github.dysample.io.internal.torch;

import io.github.dysample.io.FileFormatException;
import io.github.dysample.io.NdArray;
import io.github.dysample.io.internal.array.Shapes;
import io.github.dysample.io.internal.pickle.PickleCosts;
import io.github.dysample.io.internal.pickle.PickleGlobals;
import io.github.dysample.io.internal.pickle.PickleInput;
import io.github.dysample.io.internal.pickle.PickleValue.Dict;
import io.github.dysample.io.internal.pickle.PickleValue.Inert;
import io.github.dysample.io.internal.pickle.PickleValue.Instance;
import io.github.dysample.io.internal.pickle.PickleValue.Sequence;
import io.github.dysample.io.internal.pickle.PickleValue.Tuple;
import io.github.dysample.io.internal.torch.TorchValue.Function;
import io.github.dysample.io.internal.torch.TorchValue.Global;
import io.github.dysample.io.internal.torch.TorchValue.Storage;
import io.github.dysample.io.internal.torch.TorchValue.StorageClass;
import io.github.dysample.io.internal.torch.TorchValue.TensorValue;
import io.github.dysample.io.internal.torch.TorchValue.TensorView;
import io.github.dysample.io.internal.torch.TorchValue.UnknownGlobal;
import io.github.dysample.io.internal.torch.TorchValue.UnreadableFunction;
import io.github.dysample.io.internal.torch.TorchValue.UnreadableTensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the globals of a checkpoint's pickle stand for, and what their calls make: tensors, dicts, or plain data. */
final class TorchReducer implements PickleGlobals {
    private final PickleInput input;
    private final PickleCosts costs;
    private final Map<String, UnknownGlobal> unknownGlobals = new LinkedHashMap<>();

    TorchReducer(PickleInput input, PickleCosts costs) {
        this.input = input;
        this.costs = costs;
    }

    @Override
    public Object find(String name) throws FileFormatException {
        Object known = TorchGlobals.find(name);
        if (known != null) {
            return known;
        }
        UnknownGlobal unknown = unknownGlobals.get(name);
        if (unknown == null) {
            costs.entry(unknownGlobals.isEmpty(), name);
            unknown = new UnknownGlobal(name);
            unknownGlobals.put(name, unknown);
        }
        return unknown;
    }

    /** The names of all globals that mean nothing here, in the order of the pickle. */
    List<String> unknownGlobals() {
        return List.copyOf(unknownGlobals.keySet());
    }

    @Override
    public Object call(Object callee, Object arguments) throws FileFormatException {
        if (arguments instanceof Tuple tuple) {
            switch (callee) {
                case UnknownGlobal(String name) -> {
                    costs.instance();
                    return new Instance(name, tuple);
                }
                case Instance instance -> {
                    costs.instance();
                    return new Instance(instance.type(), tuple);
                }
                case Function function -> {
                    return call(function, tuple.items());
                }
                case UnreadableFunction function -> {
                    costs.object();
                    return new UnreadableTensor(function.name());
                }
                case StorageClass _, Inert _ -> {
                    return Inert.VALUE;
                }
                default -> { }
            }
        }
        throw input.fault("the pickle calls something that is not a function");
    }

    private Object call(Function callee, Object[] arguments) throws FileFormatException {
        return switch (callee) {
            case ORDERED_DICT -> orderedDict(arguments);
            case COUNTER -> arguments.length == 1 && arguments[0] instanceof Dict counts ? counts : dict();
            case DEFAULT_DICT -> dict();
            case INERT -> Inert.VALUE;
            case SET -> arguments.length == 1 && arguments[0] instanceof Sequence items ? items : Inert.VALUE;
            case REBUILD_FROM_TYPE -> {
                if (arguments.length < 3 || !(arguments[0] instanceof Global && arguments[2] instanceof Tuple)) {
                    throw input.fault("torch._tensor._rebuild_from_type_v2 does not have a function, a type and a tuple"
                            + " as its arguments");
                }
                yield arguments[0] == Function.REBUILD_FROM_TYPE ? Inert.VALUE : call(arguments[0], arguments[2]);
            }
            case SIZE -> {
                if (arguments.length != 1 || !(arguments[0] instanceof Tuple sizes)) {
                    throw input.fault("torch.Size does not have one tuple as its argument");
                }
                yield sizes;
            }
            case REBUILD_TENSOR -> tensor(arguments);
            case REBUILD_PARAMETER -> {
                boolean counted = arguments.length == 3 || arguments.length == 4; // with or without state
                if (!counted || !(arguments[0] instanceof TensorValue data)) {
                    throw input.fault("torch._utils._rebuild_parameter does not have a tensor and two flags as its"
                            + " arguments");
                }
                yield data;
            }
        };
    }

    /** Python 2 gave it a list of pairs; later versions set its items afterwards. */
    private Dict orderedDict(Object[] arguments) throws FileFormatException {
        Dict dict = dict();
        if (arguments.length == 1 && arguments[0] instanceof Sequence pairs) {
            for (Object pair : pairs.items()) {
                if (pair instanceof Sequence list && list.items().size() == 2
                        && list.items().getFirst() instanceof String key) {
                    dict.put(key, list.items().getLast(), costs);
                }
            }
        }
        return dict;
    }

    private Dict dict() throws FileFormatException {
        costs.object();
        return new Dict();
    }

    /** The storage of an id ("storage", class, key, location, length). */
    @Override
    public Storage persistent(Object id) throws FileFormatException {
        if (id instanceof Tuple(Object[] parts)
                && parts.length == 5
                && "storage".equals(parts[0])
                && parts[1] instanceof StorageClass type
                && parts[2] instanceof String key
                && parts[4] instanceof Long length
                && length >= 0) {
            costs.object();
            return new Storage(type, key, length);
        }
        throw input.fault("a persistent id is not (\"storage\", class, key, location, length)");
    }

    /** (storage, offset, size, stride, requires_grad, hooks), in newer files also metadata. */
    private TensorView tensor(Object[] arguments) throws FileFormatException {
        if ((arguments.length == 6 || arguments.length == 7)
                && arguments[0] instanceof Storage storage
                && arguments[1] instanceof Long offset
                && arguments[2] instanceof Tuple size
                && arguments[3] instanceof Tuple stride) {
            costs.view(requireDimensions(size) + requireDimensions(stride));
            TensorView view = new TensorView(storage, offset, size, stride);
            requireWithin(view);
            return view;
        }
        throw input.fault("torch._utils._rebuild_tensor_v2 does not have the arguments (storage, offset, size,"
                + " stride, …)");
    }

    private int requireDimensions(Tuple tuple) throws FileFormatException {
        Object[] items = tuple.items();
        if (items.length > NdArray.MAX_RANK) {
            throw input.fault("a tensor has rank " + items.length + ", more than " + NdArray.MAX_RANK);
        }
        for (Object item : items) {
            if (!(item instanceof Long value) || value < 0) {
                throw input.fault("a size or stride of a tensor is negative or not an integer");
            }
        }
        return items.length;
    }

    private void requireWithin(TensorView view) throws FileFormatException {
        long[] shape = view.shape();
        long[] strides = view.strides();
        if (shape.length != strides.length) {
            throw input.fault("a tensor of size " + Shapes.text(shape) + " and stride " + Shapes.text(strides)
                    + " does not have as many strides as sizes");
        }
        if (!isWithin(view.storage().length(), view.offset(), shape, strides)) {
            throw input.fault("a tensor of size " + Shapes.text(shape) + ", stride " + Shapes.text(strides)
                    + " and offset " + view.offset() + " does not lie in its storage of " + view.storage().length());
        }
    }

    private static boolean isWithin(long length, long offset, long[] shape, long[] strides) {
        if (offset < 0 || offset > length) {
            return false;
        }
        if (Shapes.elements(shape) == 0) {
            return true;
        }
        // The room in the storage past the last element; each step stays in range because it never goes below 0.
        long room = length - offset - 1;
        for (int i = 0; i < shape.length && room >= 0; i++) {
            long steps = shape[i] - 1;
            room = strides[i] != 0 && steps > room / strides[i] ? -1 : room - steps * strides[i];
        }
        return room >= 0;
    }
}
