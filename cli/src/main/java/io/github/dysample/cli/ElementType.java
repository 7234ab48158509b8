package io.github.dysample.cli;

import io.github.dysample.io.DType;
import io.github.dysample.io.NdArray;
import io.github.dysample.io.StateDict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** The option for the element type to write. */
final class ElementType {
    @Option(
            names = "--dtype",
            paramLabel = "f32|f16|bf16",
            completionCandidates = Names.class,
            description = "Element type of floating-point arrays to write, rounded to nearest even (default: as read).")
    private DType dtype;

    /** For shells. */
    static final class Names extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        Names() {
            super(List.of("f32", "f16", "bf16"));
        }
    }

    /** {@return the type of a name on the command line} */
    static DType named(String name) {
        return switch (name) {
            case "f32" -> DType.F32;
            case "f16" -> DType.F16;
            case "bf16" -> DType.BF16;
            default -> throw new IllegalArgumentException("'" + name + "' is not f32, f16 or bf16");
        };
    }

    /** Refuses the option for a picture. */
    void check(FileExtension kind, Path target) {
        if (dtype != null && kind.isPicture()) {
            throw new UsageException("--dtype is for arrays, " + target + " is a picture");
        }
    }

    /** {@return an array of the type; one of whole numbers stays as it is} */
    NdArray of(NdArray array) {
        return dtype == null || !array.dtype().isFloating() ? array : array.to(dtype);
    }

    /** {@return arrays of the type} */
    StateDict of(StateDict state) {
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        state.arrays().forEach((name, array) -> arrays.put(name, of(array)));
        return new StateDict(arrays, state.metadata());
    }
}
