package io.github.dysample.cli.demo;

import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Style;
import io.github.dysample.Tensor;
import java.io.PrintStream;
import java.util.Random;

/** The example in the module's own source: an untrained layer of 512 channels on a batch of four 7 × 7 maps. */
final class SeedExample {
    private static final DySampleConfig CONFIG = new DySampleConfig(512, 2, 4, Style.PL, false);
    private static final long SEED = 0;

    private final BackendRuns runs;
    private final Tensor x;

    SeedExample() {
        x = Tensor.zeros(4, 512, 7, 7);
        Random random = new Random(SEED);
        for (int i = 0; i < x.data().length; i++) {
            x.data()[i] = (float) random.nextGaussian();
        }
        runs = new BackendRuns(DySampleWeights.initial(CONFIG, SEED), x);
    }

    boolean print(PrintStream out) {
        Table.row(out, "seed's example", "%s, untrained: %s to %s",
                CONFIG.paperName(), x.shapeString(), runs.output().shapeString());
        runs.print(out);
        return runs.agree();
    }
}
