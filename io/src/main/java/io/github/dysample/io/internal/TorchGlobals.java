package io.github.dysample.io.internal;

import io.github.dysample.io.DType;
import io.github.dysample.io.internal.PickleValue.Function;
import io.github.dysample.io.internal.PickleValue.Inert;
import io.github.dysample.io.internal.PickleValue.StorageClass;
import java.util.Map;

/**
 * The globals a checkpoint may name. A name is looked up in this table and nowhere else: no class is loaded, no code
 * run.
 */
final class TorchGlobals {
    private static final Map<String, PickleValue> ALLOWED = Map.ofEntries(
            Map.entry("collections.OrderedDict", Function.ORDERED_DICT),
            Map.entry("torch._utils._rebuild_tensor_v2", Function.REBUILD_TENSOR),
            Map.entry("torch._utils._rebuild_parameter", Function.REBUILD_PARAMETER),
            Map.entry("torch.Size", Function.SIZE),
            Map.entry("torch.FloatStorage", new StorageClass(DType.F32)),
            Map.entry("torch.DoubleStorage", new StorageClass(DType.F64)),
            Map.entry("torch.HalfStorage", new StorageClass(DType.F16)),
            Map.entry("torch.BFloat16Storage", new StorageClass(DType.BF16)),
            Map.entry("torch.LongStorage", new StorageClass(DType.I64)),
            Map.entry("torch.IntStorage", new StorageClass(DType.I32)),
            Map.entry("torch.ShortStorage", new StorageClass(DType.I16)),
            Map.entry("torch.CharStorage", new StorageClass(DType.I8)),
            Map.entry("torch.ByteStorage", new StorageClass(DType.U8)),
            Map.entry("torch.BoolStorage", new StorageClass(DType.BOOL)),
            Map.entry("torch.float16", Inert.OTHER),
            Map.entry("torch.bfloat16", Inert.OTHER),
            Map.entry("torch.float32", Inert.OTHER),
            Map.entry("torch.float64", Inert.OTHER),
            Map.entry("torch.int8", Inert.OTHER),
            Map.entry("torch.int16", Inert.OTHER),
            Map.entry("torch.int32", Inert.OTHER),
            Map.entry("torch.int64", Inert.OTHER),
            Map.entry("torch.uint8", Inert.OTHER),
            Map.entry("torch.bool", Inert.OTHER));

    private TorchGlobals() {}

    /** The global of a dotted name, or null if it is not allowed. */
    static PickleValue find(String name) {
        return ALLOWED.get(name);
    }
}
