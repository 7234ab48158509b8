package io.github.dysample.cli;

import io.github.dysample.DySampleWeights;
import io.github.dysample.io.Checkpoints;
import io.github.dysample.onnx.OnnxLayers;
import io.github.dysample.onnx.OnnxModel;
import io.github.dysample.onnx.OnnxWriter;
import io.github.dysample.verify.internal.text.Printable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dysample onnx}: the layers in ONNX files, each thing to do with them a command of its own. */
@Command(
        name = "onnx",
        description = "Find the DySample layers of an ONNX file, judge them, mend them, take their weights out; or"
                + " write a layer as ONNX.",
        footer = "  dysample onnx layers detector.onnx")
final class OnnxCommand extends Subcommand {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return ExitCode.DONE;
    }

    @Command(
            name = "layers",
            description = {
                "List the DySample layers in an ONNX file, and say of each whether it computes the layer.",
                "RIGHT: at every size. ONLY_AT(H, W): the exporter froze the size of the map, and at any other the"
                        + " result is wrong without a warning. WRONG_UNSHUFFLE: the exporter wrote another order of"
                        + " channels, and the result is wrong everywhere. REFUSED: a GridSample that is not the"
                        + " layer's, and why. `dysample onnx mend` makes the wrong ones right.",
                "The exit code is 1 if a layer is wrong, or the file has none."
            },
            footer = "  dysample onnx layers detector.onnx")
    int layers(
            @Parameters(paramLabel = "NET.onnx", description = "The network.") Path net,
            @Option(names = "--json", description = "Print JSON, for programs.") boolean json)
            throws IOException {
        OnnxCheckpoint found = read(net);
        if (json) {
            out().println(OnnxLayersJson.of(found));
        } else {
            OnnxLayersText.print(found, out());
        }
        if (found.layers().isEmpty() && !json) {
            remark(OnnxLayers.none(found.model()));
        }
        return found.isFine() ? ExitCode.DONE : ExitCode.NO;
    }

    @Command(
            name = "mend",
            description = {
                "Write an ONNX file with its DySample layers anew: right at every size and in every order that they"
                        + " were exported with, free in batch, height and width. Everything else in the file keeps its"
                        + " bytes.",
                "The exit code is 1, and nothing is written, if the file has no layer."
            },
            footer = "  dysample onnx mend detector.onnx mended.onnx")
    int mend(
            @Parameters(index = "0", paramLabel = "NET.onnx", description = "The network.") Path net,
            @Parameters(index = "1", paramLabel = "OUT.onnx", description = "The file to write.") Path out,
            @Mixin OnnxFormOptions form,
            @Mixin Targets targets)
            throws IOException {
        requireOnnx(out);
        form.check();
        targets.check(out, net);
        OnnxModel model;
        OnnxCheckpoint found;
        try (Progress _ = progress("reading " + net)) {
            model = OnnxModel.read(net);
            found = OnnxCheckpoint.of(net, model);
        }
        if (found.layers().isEmpty()) {
            remark(OnnxLayers.none(found.model()) + "; nothing is written");
            return ExitCode.NO;
        }
        OnnxMending mending;
        List<String> lines;
        try (Progress _ = progress("mending " + net)) {
            mending = OnnxMending.of(found, model, form.chosen());
            lines = mending.lines();
            mending.write(model, out);
        }
        lines.forEach(out()::println);
        out().println(Printable.of(out.toString()) + " is written");
        return ExitCode.DONE;
    }

    @Command(
            name = "export",
            description = {
                "Write one layer of a checkpoint as an ONNX file: input x, output y, with batch, height and width"
                        + " free."
            },
            footer = "  dysample onnx export --weights detector.pth --prefix neck.upsample1 layer.onnx")
    int export(
            @Mixin LayerFile layer,
            @Parameters(paramLabel = "OUT.onnx", description = "The file to write.") Path out,
            @Option(
                    names = "--opset",
                    paramLabel = "N",
                    defaultValue = "" + OnnxWriter.FIRST_OPSET,
                    description = "The version of ONNX's operators, 16 to 22 (default: 16).")
                    int opset,
            @Mixin OnnxFormOptions form,
            @Mixin Targets targets)
            throws IOException {
        requireOnnx(out);
        form.check();
        if (layer.weights == null) {
            throw new UsageException("--weights is missing: the checkpoint whose layer is to be written");
        }
        targets.check(out, layer.weights);
        DySampleWeights weights;
        try (Progress _ = progress("writing " + out)) {
            weights = layer.read();
            OnnxWriter.of(weights, opset).as(form.chosen()).write(out);
        }
        remark(layer.remark());
        out().println(weights.config() + " in " + Printable.of(out.toString()));
        return ExitCode.DONE;
    }

    @Command(
            name = "weights",
            description = {
                "Write the weights of all DySample layers in an ONNX file as a checkpoint, which PyTorch and every"
                        + " command here reads. The prefix of a layer is its name, as `dysample onnx layers` lists it."
            },
            footer = "  dysample onnx weights detector.onnx layers.safetensors")
    int weights(
            @Parameters(index = "0", paramLabel = "NET.onnx", description = "The network.") Path net,
            @Parameters(
                    index = "1",
                    paramLabel = "OUT.safetensors",
                    description = "The checkpoint to write: .safetensors or .npz.")
                    Path out,
            @Mixin Targets targets)
            throws IOException {
        targets.checkCheckpoint(out, net);
        OnnxCheckpoint found = read(net);
        if (found.layers().isEmpty()) {
            remark(OnnxLayers.none(found.model()) + "; nothing is written");
            return ExitCode.NO;
        }
        Checkpoints.write(out, found.state());
        found.layers().forEach(layer -> remark(found.remark(layer)));
        found.layers().forEach(layer -> out().println(OnnxLayersText.line(layer)));
        out().println(Printable.of(out.toString()) + " has their weights");
        return ExitCode.DONE;
    }

    private OnnxCheckpoint read(Path net) throws IOException {
        try (Progress _ = progress("reading " + net)) {
            return OnnxCheckpoint.read(net);
        }
    }

    private static void requireOnnx(Path out) {
        FileExtension.ofOneOf(Set.of(FileExtension.ONNX), out);
    }
}
