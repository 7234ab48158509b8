package io.github.dysample.spark;

import io.github.dysample.io.DType;
import io.github.dysample.io.NdArray;
import io.github.dysample.io.Npy;
import io.github.dysample.verify.DoubleTensor;
import io.github.dysample.verify.DoubleTrace;
import io.github.dysample.verify.GoldenCase;
import io.github.dysample.verify.Mistake;
import io.github.dysample.verify.Stage;
import io.github.dysample.verify.Suite;
import io.github.dysample.verify.internal.mistake.WrongLayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** Writes what a port with mistakes would: the stages of its forward pass for each case of a suite. */
final class PortFolder {
    private PortFolder() {}

    static void write(Path folder, Suite suite, Set<Mistake> mistakes) throws IOException {
        for (String name : suite.names()) {
            GoldenCase golden = suite.read(name);
            Path own = Files.createDirectories(folder.resolve(name));
            DoubleTrace trace = new WrongLayer(golden.weights(), mistakes).trace(golden.x());
            for (Stage stage : Set.of(Stage.OFFSETS, Stage.OUTPUT)) {
                DoubleTensor values = stage.of(trace);
                NdArray array = values == null ? null : values.array().to(DType.F32);
                if (array != null) {
                    Npy.write(own.resolve(stage.file()), array);
                }
            }
        }
    }
}
