package io.github.dysample.verify.internal.golden;

import io.github.dysample.io.AtomicFile;
import io.github.dysample.io.Checkpoints;
import io.github.dysample.io.DType;
import io.github.dysample.io.DySampleLayers;
import io.github.dysample.io.NdArray;
import io.github.dysample.io.Npy;
import io.github.dysample.verify.CaseSpec;
import io.github.dysample.verify.GoldenCase;
import io.github.dysample.verify.GoldenStages;
import io.github.dysample.verify.Stage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.DoubleStream;

/** Writes cases to a folder, which appears whole or not at all. */
public final class SuiteWriter {
    private static final String README = "README.md";

    private SuiteWriter() {}

    /** Writes a suite; {@link io.github.dysample.verify.Suite#write} says how. */
    public static void write(Path target, List<CaseSpec> cases, boolean gradients, String maker) throws IOException {
        String name = ".dysample-" + Long.toHexString(ThreadLocalRandom.current().nextLong()) + ".tmp";
        // An existing folder may be a link, or a mount that cannot be replaced, so it is filled.
        boolean exists = Files.exists(target);
        Path folder = exists ? target.toRealPath().resolve(name) : target.toAbsolutePath().resolveSibling(name);
        try (UnfinishedFolder unfinished = new UnfinishedFolder(folder)) {
            Files.createDirectory(folder);
            for (CaseSpec spec : cases) {
                unfinished.check();
                Path own = Files.createDirectories(folder.resolve(Manifest.CASES).resolve(spec.name()));
                writeCase(own, spec, gradients, unfinished);
            }
            unfinished.check();
            try (InputStream readme = SuiteWriter.class.getResourceAsStream("suite.md")) {
                Files.copy(readme, folder.resolve(README));
            }
            Manifest.write(folder, maker);
            if (exists) {
                fill(target, folder);
            } else {
                Files.move(folder, target);
            }
        }
    }

    /** The manifest comes last: where it is, everything is. */
    private static void fill(Path target, Path folder) throws IOException {
        for (String part : List.of(Manifest.CASES, README, Manifest.FILE)) {
            Files.move(folder.resolve(part), target.resolve(part));
        }
    }

    private static void writeCase(Path folder, CaseSpec spec, boolean gradients, UnfinishedFolder unfinished)
            throws IOException {
        GoldenCase golden = gradients ? GoldenCase.of(spec) : GoldenCase.of(spec).withoutGradients();
        GoldenStages stages = golden.stages();
        Npy.write(folder.resolve(CaseFiles.X), NdArray.of(golden.x()));
        Checkpoints.write(folder.resolve(CaseFiles.WEIGHTS), DySampleLayers.toStateDict("", golden.weights()));
        for (Stage stage : golden.held()) {
            unfinished.check();
            long[] shape = Arrays.stream(golden.record().shape(stage)).asLongStream().toArray();
            NdArray single = NdArray.of(stages.computed(stage).data(), shape);
            NdArray exact = NdArray.of(DType.F64, stages.exact(stage).data(), shape);
            Npy.write(folder.resolve(stage.file()), array(stage, single));
            Npy.write(folder.resolve(stage.exactFile()), array(stage, exact));
        }
        if (golden.gradOut() != null) {
            Npy.write(folder.resolve(CaseFiles.GRAD_OUT), NdArray.of(golden.gradOut()));
            Npy.write(folder.resolve(CaseFiles.KINK_DISTANCE), KinkDistance.of(stages.exact(Stage.OFFSETS)).array());
        }
        byte[] record = CaseJson.bytes(spec, golden.record(), golden.held(), stages);
        AtomicFile.write(folder.resolve(CaseJson.FILE), out -> out.write(record));
    }

    private static NdArray array(Stage stage, NdArray array) {
        DoubleStream values = Arrays.stream(array.toDoubles());
        if (stage.isInteger()) {
            return NdArray.of(DType.I32, values.mapToInt(value -> (int) value).toArray(), array.shape());
        }
        // Java's own NaN in place of any other: which one an operation gives differs between processors.
        double[] plain = values.map(value -> Double.isNaN(value) ? Double.NaN : value).toArray();
        return NdArray.of(DType.F64, plain, array.shape()).to(array.dtype());
    }
}
