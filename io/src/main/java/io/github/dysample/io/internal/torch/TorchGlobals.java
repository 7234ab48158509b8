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
 * The globals a checkpoint may name. A name is looked up in this table and nowhere else: classes are never loaded, and
 * code is never run.
 */
final class TorchGlobals {
    private static final Map<String, Object> ALLOWED = new HashMap<>();

    static {
        ALLOWED.put("collections.OrderedDict", Function.ORDERED_DICT);
        ALLOWED.put("collections.Counter", Function.COUNTER);
        ALLOWED.put("collections.defaultdict", Function.DEFAULT_DICT);
        ALLOWED.put("torch._utils._rebuild_tensor_v2", Function.REBUILD_TENSOR);
        ALLOWED.put("torch._utils._rebuild_parameter", Function.REBUILD_PARAMETER);
        ALLOWED.put("torch._utils._rebuild_parameter_with_state", Function.REBUILD_PARAMETER);
        ALLOWED.put("torch.Size", Function.SIZE);
        for (String function : List.of("_rebuild_tensor_v3", "_rebuild_qtensor", "_rebuild_sparse_tensor")) {
            ALLOWED.put("torch._utils." + function, new UnreadableFunction(function));
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
        ALLOWED.put(name, new StorageClass(name, dtype));
    }

    /** Other things that training scripts keep with the weights. */
    private static void inert() {
        // Protocol 2 knows the module of the built-in functions by its name in Python 2.
        for (String module : List.of("builtins.", "__builtin__.")) {
            for (String constructor : List.of("set", "frozenset", "bytearray", "complex")) {
                ALLOWED.put(module + constructor, Function.INERT);
            }
            for (String type : List.of("bool", "dict", "float", "int", "list", "str", "tuple")) {
                ALLOWED.put(module + type, Inert.OTHER); // makes the defaults of a defaultdict
            }
        }
        ALLOWED.put("_codecs.encode", Function.INERT); // how protocol 2 writes bytes
        ALLOWED.put("torch.device", Function.INERT);
        ALLOWED.put("torch.serialization._get_layout", Function.INERT);
        for (String constant : List.of(
                "float16", "bfloat16", "float32", "float64", "float8_e4m3fn", "float8_e5m2", "complex32", "complex64",
                "complex128", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "bool", "qint8",
                "quint8", "qint32", "per_tensor_affine", "per_channel_affine")) {
            ALLOWED.put("torch." + constant, Inert.OTHER);
        }
    }

    /** The global of a dotted name, or null if it is not allowed. */
    static Object find(String name) {
        return ALLOWED.get(name);
    }
}
