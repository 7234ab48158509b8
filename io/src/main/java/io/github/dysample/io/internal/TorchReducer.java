package io.github.dysample.io.internal;

import io.github.dysample.io.FileFormatException;
import io.github.dysample.io.NdArray;
import io.github.dysample.io.internal.PickleValue.Dict;
import io.github.dysample.io.internal.PickleValue.Function;
import io.github.dysample.io.internal.PickleValue.Global;
import io.github.dysample.io.internal.PickleValue.Storage;
import io.github.dysample.io.internal.PickleValue.StorageClass;
import io.github.dysample.io.internal.PickleValue.TensorView;
import io.github.dysample.io.internal.PickleValue.Tuple;

/** The calls a checkpoint's pickle may make, as plain Java. */
final class TorchReducer {
    private final PickleInput input;

    TorchReducer(PickleInput input) {
        this.input = input;
    }

    /** The result of calling a global. */
    PickleValue call(Global callee, Object[] arguments) throws FileFormatException {
        return switch (callee) {
            case Function.ORDERED_DICT -> {
                if (arguments.length != 0) {
                    throw input.fault("collections.OrderedDict has " + arguments.length + " arguments, not 0");
                }
                yield new Dict();
            }
            case Function.SIZE -> {
                if (arguments.length != 1 || !(arguments[0] instanceof Tuple sizes)) {
                    throw input.fault("torch.Size does not have one tuple as its argument");
                }
                yield sizes;
            }
            case Function.REBUILD_TENSOR -> tensor(arguments);
            case Function.REBUILD_PARAMETER -> {
                if (arguments.length != 3 || !(arguments[0] instanceof TensorView data)) {
                    throw input.fault("torch._utils._rebuild_parameter does not have a tensor and two flags as its"
                            + " arguments");
                }
                yield data;
            }
            case StorageClass storage -> throw input.fault("the checkpoint calls the storage class of "
                    + storage.dtype() + ", which only names a type");
        };
    }

    /** The storage that a persistent id ("storage", class, key, location, length) stands for. */
    Storage storage(Object id) throws FileFormatException {
        if (id instanceof Tuple(Object[] parts)
                && parts.length == 5
                && "storage".equals(parts[0])
                && parts[1] instanceof StorageClass(var dtype)
                && parts[2] instanceof String key
                && parts[4] instanceof Long length
                && length >= 0) {
            return new Storage(dtype, key, length);
        }
        throw input.fault("a persistent id is not (\"storage\", class, key, location, length)");
    }

    /** (storage, offset, size, stride, requires_grad, hooks), in newer files also metadata. */
    private TensorView tensor(Object[] arguments) throws FileFormatException {
        if ((arguments.length == 6 || arguments.length == 7)
                && arguments[0] instanceof Storage storage
                && arguments[1] instanceof Long offset
                && arguments[2] instanceof Tuple(Object[] size)
                && arguments[3] instanceof Tuple(Object[] stride)) {
            TensorView view = new TensorView(storage, offset, longs(size), longs(stride));
            requireWithin(view);
            return view;
        }
        throw input.fault("torch._utils._rebuild_tensor_v2 does not have the arguments (storage, offset, size,"
                + " stride, …)");
    }

    private long[] longs(Object[] items) throws FileFormatException {
        if (items.length > NdArray.MAX_RANK) {
            throw input.fault("a tensor has rank " + items.length + ", more than " + NdArray.MAX_RANK);
        }
        long[] values = new long[items.length];
        for (int i = 0; i < values.length; i++) {
            if (!(items[i] instanceof Long value) || value < 0) {
                throw input.fault("a size or stride of a tensor is no integer or negative");
            }
            values[i] = value;
        }
        return values;
    }

    private void requireWithin(TensorView view) throws FileFormatException {
        long[] shape = view.shape();
        String text = "a tensor of size " + Shapes.text(shape) + ", stride " + Shapes.text(view.strides())
                + " and offset " + view.offset();
        if (shape.length != view.strides().length) {
            throw input.fault(text + " has not as many strides as sizes");
        }
        if (view.offset() < 0 || view.offset() > view.storage().length()) {
            throw input.fault(text + " does not lie in its storage of " + view.storage().length());
        }
        if (Shapes.elements(shape) == 0) {
            return;
        }
        // What is left of the storage past the last element; each step stays in range because it never goes below 0.
        long room = view.storage().length() - view.offset() - 1;
        for (int i = 0; i < shape.length && room >= 0; i++) {
            long steps = shape[i] - 1;
            long stride = view.strides()[i];
            room = stride != 0 && steps > room / stride ? -1 : room - steps * stride;
        }
        if (room < 0) {
            throw input.fault(text + " does not lie in its storage of " + view.storage().length());
        }
    }
}
