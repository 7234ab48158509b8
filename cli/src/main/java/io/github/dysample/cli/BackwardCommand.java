package io.github.dysample.cli;

import io.github.dysample.Backend;
import io.github.dysample.DySample;
import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleGradients;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Gradients;
import io.github.dysample.Tensor;
import io.github.dysample.io.NdArray;
import io.github.dysample.io.Npy;
import io.github.dysample.io.Safetensors;
import io.github.dysample.io.StateDict;
import io.github.dysample.verify.internal.text.Printable;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dysample backward}: the gradients of a layer. */
@Command(
        name = "backward",
        description = {
            "Compute the gradients of a loss by a layer's input and parameters, given that by its output.",
            "Written are gradX.npy, and gradients.safetensors with the parameters' own names, such as offset.weight."
        },
        footer = "  dysample backward x.npy grad-y.npy gradients --weights detector.pth --prefix neck.upsample1")
final class BackwardCommand extends Subcommand {
    @Parameters(index = "0", paramLabel = "X", description = "The input (N, C, H, W), .npy.")
    private Path inputFile;

    @Parameters(index = "1", paramLabel = "GRAD_Y", description = "The gradient by the output (N, C, sH, sW), .npy.")
    private Path gradOutFile;

    @Parameters(index = "2", paramLabel = "OUTDIR", description = "Folder for the results; made if it is missing.")
    private Path folder;

    @Mixin
    private LayerFile layer;

    @Option(names = "--backend", paramLabel = "NAME", description = "scalar, vector or cuda, with the same result.")
    private String backend;

    @Mixin
    private ThreadsOption threads;

    @Mixin
    private Targets targets;

    @Override
    public Integer call() throws IOException {
        Path gradXFile = folder.resolve("gradX.npy");
        Path gradientsFile = folder.resolve("gradients.safetensors");
        check(gradXFile, gradientsFile);
        int width = threads.count();
        Backend alone = BackendChoice.of(backend);
        Tensor x = OpFiles.tensor(inputFile);
        Tensor gradOut = OpFiles.tensor(gradOutFile);
        DySampleWeights weights = layer.read(x.c());
        Gradients gradients;
        try (Progress _ = progress("computing gradients");
                ExecutorService helpers = Executors.newFixedThreadPool(Math.max(1, width - 1))) {
            Backend together = width == 1 ? alone : alone.withExecutor(helpers, width);
            gradients = DySample.of(weights, together).backward(x, gradOut);
        }
        Files.createDirectories(folder);
        Npy.write(gradXFile, NdArray.of(gradients.input()));
        Safetensors.write(gradientsFile, new StateDict(named(weights.config(), gradients.parameters())));
        out().println("gradX " + gradients.input().shapeString() + " in " + Printable.of(gradXFile.toString())
                + ", those of " + weights.parameters() + " parameters in " + Printable.of(gradientsFile.toString()));
        return ExitCode.DONE;
    }

    private void check(Path... results) throws IOException {
        if (layer.weights == null) {
            throw new UsageException("whose gradients? Name the layer's checkpoint with --weights");
        }
        if (!Files.exists(folder)) {
            Path parent = folder.toAbsolutePath().getParent();
            if (!Files.isDirectory(parent)) {
                throw new FileSystemException(parent.toString(), null, "no such directory");
            }
            return;
        }
        for (Path result : results) {
            targets.check(result, inputFile, gradOutFile, layer.weights);
        }
    }

    private static Map<String, NdArray> named(DySampleConfig config, DySampleGradients gradients) {
        long[] shape = {config.convOutputs(), config.convInputs(), 1, 1};
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        put(arrays, "offset.weight", gradients.offsetWeight(), shape);
        put(arrays, "offset.bias", gradients.offsetBias(), shape[0]);
        put(arrays, "scope.weight", gradients.scopeWeight(), shape);
        put(arrays, "scope.bias", gradients.scopeBias(), shape[0]);
        int outputs = config.endConvOutputs();
        put(arrays, "end_conv.weight", gradients.endConvWeight(), outputs, config.channels(), 1, 1);
        put(arrays, "end_conv.bias", gradients.endConvBias(), outputs);
        return arrays;
    }

    private static void put(Map<String, NdArray> arrays, String name, float[] values, long... shape) {
        if (values != null) {
            arrays.put(name, NdArray.of(values, shape));
        }
    }
}
