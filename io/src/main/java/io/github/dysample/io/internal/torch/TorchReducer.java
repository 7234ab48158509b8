package io.github.dysample.io.internal.torch;

import io.github.dysample.io.FileFormatException;
import io.github.dysample.io.NdArray;
import io.github.dysample.io.internal.array.Shapes;
import io.github.dysample.io.internal.bytes.Quote;
import io.github.dysample.io.internal.pickle.PickleCosts;
import io.github.dysample.io.internal.pickle.PickleGlobals;
import io.github.dysample.io.internal.pickle.PickleInput;
import io.github.dysample.io.internal.pickle.PickleValue.Dict;
import io.github.dysample.io.internal.pickle.PickleValue.Inert;
import io.github.dysample.io.internal.pickle.PickleValue.Tuple;
import io.github.dysample.io.internal.torch.TorchValue.Function;
import io.github.dysample.io.internal.torch.TorchValue.Global;
import io.github.dysample.io.internal.torch.TorchValue.Storage;
import io.github.dysample.io.internal.torch.TorchValue.StorageClass;
import io.github.dysample.io.internal.torch.TorchValue.TensorValue;
import io.github.dysample.io.internal.torch.TorchValue.TensorView;
import io.github.dysample.io.internal.torch.TorchValue.UnreadableFunction;
import io.github.dysample.io.internal.torch.TorchValue.UnreadableTensor;

/** The calls a checkpoint's pickle may make, as plain Java. */
final class TorchReducer implements PickleGlobals {
    private final PickleInput input;
    private final PickleCosts costs;

    TorchReducer(PickleInput input, PickleCosts costs) {
        this.input = input;
        this.costs = costs;
    }

    @Override
    public Object find(String name) throws FileFormatException {
        Object value = TorchGlobals.find(name);
        if (value == null) {
            throw input.fault("the checkpoint names " + Quote.of(name) + ", which is not on the list of what a state"
                    + " dict needs; nothing was run. Save model.state_dict() alone to a new file");
        }
        return value;
    }

    @Override
    public Object call(Object callee, Object arguments) throws FileFormatException {
        if (callee instanceof Global global && arguments instanceof Tuple(Object[] items)) {
            return call(global, items);
        }
        throw input.fault("the pickle calls something that is not a function");
    }

    private Object call(Global callee, Object[] arguments) throws FileFormatException {
        return switch (callee) {
            case Function.ORDERED_DICT -> {
                if (arguments.length != 0) {
                    throw input.fault("collections.OrderedDict has " + arguments.length + " arguments, not 0");
                }
                yield dict();
            }
            case Function.COUNTER -> arguments.length == 1 && arguments[0] instanceof Dict counts ? counts : dict();
            case Function.DEFAULT_DICT -> dict();
            case Function.INERT -> Inert.OTHER;
            case UnreadableFunction function -> {
                costs.object();
                yield new UnreadableTensor(function.name());
            }
            case Function.SIZE -> {
                if (arguments.length != 1 || !(arguments[0] instanceof Tuple sizes)) {
                    throw input.fault("torch.Size does not have one tuple as its argument");
                }
                yield sizes;
            }
            case Function.REBUILD_TENSOR -> tensor(arguments);
            case Function.REBUILD_PARAMETER -> {
                boolean counted = arguments.length == 3 || arguments.length == 4; // with or without state
                if (!counted || !(arguments[0] instanceof TensorValue data)) {
                    throw input.fault("torch._utils._rebuild_parameter does not have a tensor and two flags as its"
                            + " arguments");
                }
                yield data;
            }
            case StorageClass storage -> throw input.fault("the checkpoint calls " + storage.name()
                    + ", which only names a type");
        };
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
