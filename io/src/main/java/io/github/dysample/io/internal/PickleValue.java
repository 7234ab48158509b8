package io.github.dysample.io.internal;

import io.github.dysample.io.DType;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a checkpoint's pickle can hold, besides {@link String}, {@link Long} and {@link Boolean}, which stand for
 * themselves.
 *
 * <p>Nothing here compares by content: a pickle may contain itself, and then a deep comparison would not end.
 */
sealed interface PickleValue {
    /** A value nobody asks about: None, floats, bytes, lists, big integers, torch dtypes. */
    enum Inert implements PickleValue {
        /** A list, whose elements are dropped: no tensor of a state dict stands in one. */
        LIST,
        /** Anything else. */
        OTHER
    }

    /** A tuple. */
    record Tuple(Object[] items) implements PickleValue {}

    /** A dict; entries whose key is no string are dropped, since no name can be made of them. */
    final class Dict implements PickleValue {
        private Map<String, Object> entries; // made for the first entry: an empty dict costs one byte of pickle

        void put(Object key, Object value) {
            if (key instanceof String name) {
                if (entries == null) {
                    entries = new LinkedHashMap<>();
                }
                entries.put(name, value);
            }
        }

        Map<String, Object> entries() {
            return entries == null ? Map.of() : entries;
        }
    }

    /** A storage: the numbers some tensors are views of. */
    record Storage(DType dtype, String key, long length) implements PickleValue {}

    /** A tensor: a strided view of a storage. A class, so that it is equal to itself only. */
    final class TensorView implements PickleValue {
        private final Storage storage;
        private final long offset;
        private final long[] shape; // [rank]
        private final long[] strides; // [rank]

        TensorView(Storage storage, long offset, long[] shape, long[] strides) {
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

        long[] shape() {
            return shape;
        }

        long[] strides() {
            return strides;
        }
    }

    /** One of the globals a checkpoint may name: {@link TorchGlobals} is the whole list. */
    sealed interface Global extends PickleValue {}

    /** A function or class that a pickle may call. */
    enum Function implements Global {
        /** {@code collections.OrderedDict}. */
        ORDERED_DICT,
        /** {@code torch._utils._rebuild_tensor_v2}. */
        REBUILD_TENSOR,
        /** {@code torch._utils._rebuild_parameter}. */
        REBUILD_PARAMETER,
        /** {@code torch.Size}. */
        SIZE
    }

    /** A storage class such as {@code torch.FloatStorage}. */
    record StorageClass(DType dtype) implements Global {}
}
