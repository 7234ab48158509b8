package io.github.dysample.cli.bench;

import io.github.dysample.Backend;
import io.github.dysample.DySample;
import io.github.dysample.Tensor;
import io.github.dysample.cli.Progress;
import io.github.dysample.spi.Workers;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import jdk.incubator.vector.FloatVector;

/** Times layers on backends. */
public final class Bench {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final String SCALAR = "scalar";
    private static final String VECTOR = "vector";

    private final Settings settings;
    private final PrintStream out;

    /**
     * A measurement.
     *
     * @param settings what to measure
     * @param out where progress goes, and the report
     * @throws IllegalArgumentException if a layer's tensors are more than this JVM can hold
     */
    public Bench(Settings settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
        long most = Runtime.getRuntime().maxMemory();
        settings.layers().forEach(layer -> Workload.check(layer.shape(), layer.config(), most));
    }

    /**
     * Measures and reports.
     *
     * @param format of the report
     * @throws DisagreementException if a backend's result is not the scalar one's, to the bit
     */
    public void run(Format format) throws DisagreementException {
        if (settings.threads() == 1) {
            format.print(measure(Workers.caller(), null), Machine.here(), out);
            return;
        }
        // The calling thread takes part, so the pool is one smaller.
        try (ExecutorService pool = Executors.newFixedThreadPool(settings.threads() - 1)) {
            format.print(measure(Workers.of(pool, settings.threads()), pool), Machine.here(), out);
        }
    }

    private List<Result> measure(Workers workers, ExecutorService pool) throws DisagreementException {
        List<Result> results = new ArrayList<>();
        for (Settings.Layer layer : settings.layers()) {
            int begun = 1 + results.size() / settings.backends().size();
            String what = "measuring " + layer.shape() + ", " + begun + " of " + settings.layers().size();
            try (Progress _ = Progress.of(out, what)) {
                results.addAll(measure(layer, workers, pool));
            }
        }
        return results;
    }

    private List<Result> measure(Settings.Layer layer, Workers workers, ExecutorService pool)
            throws DisagreementException {
        long end = System.nanoTime() + settings.seconds() * NANOS_PER_SECOND / settings.layers().size();
        Workload workload = Workload.of(layer.shape(), layer.config());
        Tensor y = workload.newOutput();
        List<Contender> contenders = new ArrayList<>();
        for (DySample each : agreeing(layer.shape(), workload, y, pool)) {
            contenders.add(new Contender(() -> each.forward(workload.x(), y)));
        }
        Contender floor = new Contender(new CopyLoop(workload.x(), y, workers));
        contenders.add(floor);
        Schedule.run(contenders, end - System.nanoTime());
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < settings.backends().size(); i++) {
            results.add(result(settings.backends().get(i), layer, contenders.get(i), floor));
        }
        return results;
    }

    /** The layer on every backend, once all have given the definition's result. */
    private List<DySample> agreeing(Shape shape, Workload workload, Tensor y, ExecutorService pool)
            throws DisagreementException {
        Tensor expected = DySample.of(workload.weights(), SCALAR).forward(workload.x());
        List<DySample> layers = new ArrayList<>();
        for (Backend backend : settings.backends()) {
            DySample alone = DySample.of(workload.weights(), backend);
            DySample layer = pool == null ? alone : alone.withExecutor(pool, settings.threads());
            layer.forward(workload.x(), y);
            DisagreementException.check(backend.name(), shape, expected, y);
            layers.add(layer);
        }
        return layers;
    }

    private Result result(Backend backend, Settings.Layer layer, Contender contender, Contender floor) {
        return new Result(
                backend.name(),
                backend.name().equals(VECTOR) ? FloatVector.SPECIES_PREFERRED.vectorBitSize() : null,
                layer.shape(),
                layer.config(),
                settings.threads(),
                contender.times().summary(),
                floor.times().summary(),
                AllocatedBytes.perCall(contender.call()));
    }
}
