package io.github.dysample.io.internal.torch;

import io.github.dysample.io.DType;
import io.github.dysample.io.internal.pickle.PickleValue.Tuple;
import java.util.stream.IntStream;

/**
 * The values that PyTorch adds to those of a pickle. Nothing here compares by content: a pickle may contain itself,
 * and then a deep comparison would not end.
 */
sealed interface TorchValue {
    /** A storage: the numbers some tensors are views of. */
    record Storage(StorageClass type, String key, long length) implements TorchValue {}

    /** A tensor; each is equal to itself only. */
    sealed interface TensorValue extends TorchValue {}

    /** A tensor of a kind that cannot be read, which only matters if it is asked for. */
    final class UnreadableTensor implements TensorValue {
        private final String kind;

        UnreadableTensor(String kind) {
            this.kind = kind;
        }

        /** The name of the type or function that is not supported. */
        String kind() {
            return kind;
        }
    }

    /** A strided view of a storage. Sizes and strides are kept as the pickle's tuples, which many views may share. */
    final class TensorView implements TensorValue {
        private final Storage storage;
        private final long offset;
        private final Tuple shape; // [rank], all Long
        private final Tuple strides; // [rank], all Long

        TensorView(Storage storage, long offset, Tuple shape, Tuple strides) {
            this.storage = storage;
            this.offset = offset;
            this.shape = shape;
            this.strides = strides;
        }

        Storage storage() {
            return storage;
        }

        long offset() {
            return offset;
        }

        int rank() {
            return shape.items().length;
        }

        long size(int dimension) {
            return (Long) shape.items()[dimension];
        }

        long stride(int dimension) {
            return (Long) strides.items()[dimension];
        }

        /** The sizes, a new array. */
        long[] shape() {
            return IntStream.range(0, rank()).mapToLong(this::size).toArray();
        }

        /** The strides, a new array. */
        long[] strides() {
            return IntStream.range(0, rank()).mapToLong(this::stride).toArray();
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
