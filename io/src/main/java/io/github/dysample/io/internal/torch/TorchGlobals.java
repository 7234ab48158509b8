package io.github.dysample.io.internal.torch;

import io.github.dysample.io.DType;
import io.github.dysample.io.internal.pickle.PickleValue.Inert;
import io.github.dysample.io.internal.torch.TorchValue.Function;
import io.github.dysample.io.internal.torch.TorchValue.StorageClass;
import io.github.dysample.io.internal.torch.TorchValue.UnreadableFunction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The globals that mean something here. A name is looked up in this table and nowhere else: classes are never loaded,
 * and code is never run. Objects of all others are plain data.
 */
final class TorchGlobals {
    private static final Map<String, Object> KNOWN = new HashMap<>();

    static {
        KNOWN.put("collections.OrderedDict", Function.ORDERED_DICT);
        KNOWN.put("collections.Counter", Function.COUNTER);
        KNOWN.put("collections.defaultdict", Function.DEFAULT_DICT);
        KNOWN.put("torch._utils._rebuild_tensor_v2", Function.REBUILD_TENSOR);
        KNOWN.put("torch._utils._rebuild_parameter", Function.REBUILD_PARAMETER);
        KNOWN.put("torch._utils._rebuild_parameter_with_state", Function.REBUILD_PARAMETER);
        KNOWN.put("torch.Size", Function.SIZE);
        KNOWN.put("torch._tensor._rebuild_from_type_v2", Function.REBUILD_FROM_TYPE);
        for (String function : List.of(
                "_rebuild_tensor_v3", "_rebuild_qtensor", "_rebuild_sparse_tensor", "_rebuild_sparse_csr_tensor",
                "_rebuild_nested_tensor", "_rebuild_wrapper_subclass", "_rebuild_meta_tensor_no_storage",
                "_rebuild_device_tensor_from_numpy", "_rebuild_device_tensor_from_cpu_tensor", "_rebuild_xla_tensor")) {
            KNOWN.put("torch._utils." + function, new UnreadableFunction(function));
        }
        storages();
        inert();
    }

    private TorchGlobals() {}

    private static void storages() {
        storage("torch.FloatStorage", DType.F32);
        storage("torch.DoubleStorage", DType.F64);
        storage("torch.HalfStorage", DType.F16);
        storage("torch.BFloat16Storage", DType.BF16);
        storage("torch.LongStorage", DType.I64);
        storage("torch.IntStorage", DType.I32);
        storage("torch.ShortStorage", DType.I16);
        storage("torch.CharStorage", DType.I8);
        storage("torch.ByteStorage", DType.U8);
        storage("torch.BoolStorage", DType.BOOL);
        for (String name : List.of("ComplexFloat", "ComplexDouble", "QInt8", "QUInt8", "QInt32", "Untyped")) {
            storage("torch." + name + "Storage", null);
        }
        storage("torch.storage.UntypedStorage", null);
    }

    private static void storage(String name, DType dtype) {
        KNOWN.put(name, new StorageClass(name, dtype));
    }

    /** Other things that training scripts keep with the weights. */
    private static void inert() {
        // Protocol 2 knows the module of the built-in functions by its name in Python 2.
        for (String module : List.of("builtins.", "__builtin__.")) {
            KNOWN.put(module + "set", Function.SET);
            KNOWN.put(module + "frozenset", Function.SET);
            KNOWN.put(module + "bytearray", Function.INERT);
            KNOWN.put(module + "complex", Function.INERT);
            for (String type : List.of("bool", "dict", "float", "int", "list", "str", "tuple")) {
                KNOWN.put(module + type, Inert.VALUE); // makes the defaults of a defaultdict
            }
        }
        KNOWN.put("_codecs.encode", Function.INERT); // how protocol 2 writes bytes
        KNOWN.put("torch.device", Function.INERT);
        KNOWN.put("torch.serialization._get_layout", Function.INERT);
        for (String constant : List.of(
                "float16", "bfloat16", "float32", "float64", "float8_e4m3fn", "float8_e5m2", "complex32", "complex64",
                "complex128", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "bool", "qint8",
                "quint8", "qint32", "per_tensor_affine", "per_channel_affine")) {
            KNOWN.put("torch." + constant, Inert.VALUE);
        }
    }

    /** The global of a dotted name, or null if it means nothing here. */
    static Object find(String name) {
        return KNOWN.get(name);
    }
}
