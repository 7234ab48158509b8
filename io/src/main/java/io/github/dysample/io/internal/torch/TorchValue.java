package io.github.dysample.io.internal.torch;

import io.github.dysample.io.DType;
import io.github.dysample.io.internal.pickle.PickleValue.Tuple;
import java.util.Arrays;

/**
 * The values that PyTorch adds to those of a pickle. No comparison looks into a tuple: a pickle may contain itself, and
 * then a deep comparison would not end.
 */
sealed interface TorchValue {
    /** A storage: the numbers some tensors are views of. */
    record Storage(StorageClass type, String key, long length) implements TorchValue {}

    /** A tensor. */
    sealed interface TensorValue extends TorchValue {
        /** The name of the type or function that makes it. */
        String kind();
    }

    /** A tensor of a kind that cannot be read, which only matters if it is asked for. */
    record UnreadableTensor(String kind) implements TensorValue {}

    /** A strided view of a storage. Sizes and strides are kept as the pickle's tuples, which many views may share. */
    record TensorView(Storage storage, long offset, Tuple size, Tuple stride) implements TensorValue {
        @Override
        public String kind() {
            return storage.type().name();
        }

        /** The element type, or null if it is not one of ours. */
        DType dtype() {
            return storage.type().dtype();
        }

        /** The sizes as an array. */
        long[] shape() {
            return longs(size);
        }

        /** The strides as an array. */
        long[] strides() {
            return longs(stride);
        }

        private static long[] longs(Tuple dimensions) {
            return Arrays.stream(dimensions.items()).mapToLong(Long.class::cast).toArray();
        }
    }

    /** A global that a checkpoint names: {@link TorchGlobals} lists those that mean something here. */
    sealed interface Global extends TorchValue {}

    /** A function or class that a pickle may call. */
    enum Function implements Global {
        /** {@code collections.OrderedDict}. */
        ORDERED_DICT,
        /** {@code collections.Counter}, whose argument is the dict it counts in. */
        COUNTER,
        /** {@code collections.defaultdict}, whose argument, which makes its defaults, does not matter. */
        DEFAULT_DICT,
        /** {@code torch._utils._rebuild_tensor_v2}. */
        REBUILD_TENSOR,
        /** {@code torch._utils._rebuild_parameter} and {@code _rebuild_parameter_with_state}. */
        REBUILD_PARAMETER,
        /** {@code torch.Size}. */
        SIZE,
        /**
         * {@code torch._tensor._rebuild_from_type_v2}: another function and its arguments, for a subclass of tensor.
         */
        REBUILD_FROM_TYPE,
        /** {@code set} and {@code frozenset}, whose argument is the list of their elements. */
        SET,
        /** A constructor of a value that is never needed, whatever its arguments. */
        INERT
    }

    /** Any other global: its calls make data. */
    record UnknownGlobal(String name) implements Global {}

    /** A function that makes tensors of a kind that cannot be read. */
    record UnreadableFunction(String name) implements Global {}

    /** A storage class such as {@code torch.FloatStorage}; the type is null if it is not one of ours. */
    record StorageClass(String name, DType dtype) implements Global {}
}
