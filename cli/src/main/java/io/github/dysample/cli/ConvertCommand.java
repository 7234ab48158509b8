package io.github.dysample.cli;

import io.github.dysample.io.Checkpoints;
import io.github.dysample.io.NdArray;
import io.github.dysample.io.StateDict;
import io.github.dysample.onnx.OnnxLayers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code dysample convert}: the same numbers in another format. */
@Command(
        name = "convert",
        description = {
            "Convert a tensor, or a checkpoint, to another format.",
            "Tensors: .npy, .png, .jpg, .tif; .bmp and .gif are only read. Checkpoints: .safetensors, .npz; .pth and"
                    + " .pt are only read. Of an .onnx the weights of its DySample layers are taken.",
            "A checkpoint with one tensor converts to a tensor, and a tensor to a checkpoint, under NumPy's name for"
                    + " it, arr_0."
        },
        footer = "  dysample convert detector.pth detector.safetensors")
final class ConvertCommand extends Subcommand {
    private static final String ONLY_NAME = "arr_0";
    private static final Set<FileExtension> WRITTEN = EnumSet.complementOf(
            EnumSet.of(FileExtension.TORCH, FileExtension.ONNX, FileExtension.BMP, FileExtension.GIF));

    @Parameters(index = "0", paramLabel = "IN", description = "The file to read.")
    private Path in;

    @Parameters(index = "1", paramLabel = "OUT", description = "The file to write.")
    private Path out;

    @Mixin
    private OutputFormat format;

    @Mixin
    private ElementType type;

    @Mixin
    private Targets targets;

    @Override
    public Integer call() throws IOException {
        boolean fromTensor = StandardStreams.isMeantBy(in) || FileExtension.of(in).isTensor();
        FileExtension to = format.of(out, WRITTEN);
        type.check(to, out);
        if (to.isTensor()) {
            targets.check(out, in);
        } else {
            targets.checkCheckpoint(out, in);
        }
        try (Progress _ = progress("converting " + in)) {
            ArrayFile read = fromTensor ? ArrayFile.read(in, streams()) : null;
            StateDict state = fromTensor ? new StateDict(Map.of(ONLY_NAME, read.array())) : checkpoint();
            if (to.isTensor()) {
                // An array keeps its element type; only a picture forces one.
                write(new ArrayFile(type.of(onlyArray(state)), fromTensor ? read.pictureBits() : 0), out, to);
            } else {
                Checkpoints.write(out, type.of(state));
            }
        }
        return ExitCode.DONE;
    }

    private StateDict checkpoint() throws IOException {
        if (!OnnxCheckpoint.is(in)) {
            return Checkpoints.read(in);
        }
        OnnxCheckpoint network = OnnxCheckpoint.read(in);
        if (network.layers().isEmpty()) {
            throw new UsageException(OnnxLayers.none(network.model()));
        }
        network.layers().forEach(layer -> remark(network.remark(layer)));
        return network.state();
    }

    private NdArray onlyArray(StateDict state) {
        if (state.arrays().size() != 1) {
            throw new UsageException(in + " holds " + state.arrays().size() + " tensors, " + out + " can hold one");
        }
        return state.arrays().values().iterator().next();
    }
}
