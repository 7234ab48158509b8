package io.github.dysample.cli;

import io.github.dysample.io.Checkpoints;
import io.github.dysample.io.NdArray;
import io.github.dysample.io.Npy;
import io.github.dysample.io.StateDict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code dysample convert}: the same numbers in another format. */
@Command(
        name = "convert",
        description = {
            "Convert a tensor, or a checkpoint, to another format.",
            "Tensors: .npy, .png, .jpg. Checkpoints: .pth and .pt (only read), .safetensors, .npz. A checkpoint",
            "with one tensor converts to a tensor, and a tensor to a checkpoint, under NumPy's name for it, arr_0."
        })
final class ConvertCommand extends Subcommand {
    private static final String ONLY_NAME = "arr_0";

    @Parameters(index = "0", paramLabel = "IN", description = "The file to read.")
    private Path in;

    @Parameters(index = "1", paramLabel = "OUT", description = "The file to write.")
    private Path out;

    @Mixin
    private ElementType type;

    @Mixin
    private Targets targets;

    @Override
    public Integer call() throws IOException {
        FileExtension from = FileExtension.of(in);
        FileExtension to = FileExtension.of(out);
        type.check(out);
        if (to.isTensor()) {
            targets.check(out, in);
        } else {
            targets.checkCheckpoint(out, in);
        }
        try (Progress _ = progress("converting " + in)) {
            StateDict state =
                    from.isTensor() ? new StateDict(Map.of(ONLY_NAME, readArray(from))) : Checkpoints.read(in);
            if (to.isTensor()) {
                writeArray(type.of(onlyArray(state)), to);
            } else {
                Checkpoints.write(out, type.of(state));
            }
        }
        return ExitCode.DONE;
    }

    private NdArray readArray(FileExtension from) throws IOException {
        return from.isPicture() ? NdArray.of(Pictures.read(in)) : Npy.read(in);
    }

    private NdArray onlyArray(StateDict state) {
        if (state.arrays().size() != 1) {
            throw new UsageException(in + " holds " + state.arrays().size() + " tensors, " + out + " can hold one");
        }
        return state.arrays().values().iterator().next();
    }

    /** An array keeps its element type; only a picture forces one. */
    private void writeArray(NdArray array, FileExtension to) throws IOException {
        if (to.isPicture()) {
            Pictures.write(TensorFile.of(array, in).tensor(), out);
        } else {
            Npy.write(out, array);
        }
    }
}
