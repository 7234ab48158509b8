package io.github.dysample.cli.bench;

import io.github.dysample.Backend;
import io.github.dysample.DySample;
import io.github.dysample.Tensor;
import io.github.dysample.cli.Progress;
import io.github.dysample.measure.AllocatedBytes;
import io.github.dysample.measure.Contender;
import io.github.dysample.measure.CopyLoop;
import io.github.dysample.measure.DisagreementException;
import io.github.dysample.measure.Helpers;
import io.github.dysample.measure.Workload;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import jdk.incubator.vector.FloatVector;

/** Times layers on backends. */
public final class Bench {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final String SCALAR = "scalar";
    private static final String VECTOR = "vector";

    private final BenchPlan plan;
    private final PrintStream out;

    /** A measurement; layers whose tensors this JVM cannot hold are refused. */
    public Bench(BenchPlan plan, PrintStream out) {
        this.plan = plan;
        this.out = out;
        plan.layers().forEach(layer -> layer.checkMemory(Runtime.getRuntime().maxMemory()));
    }

    /** Measures and reports, unless a backend's result differs from the scalar one's in a bit. */
    public void run(Format format) throws DisagreementException {
        List<Result> results = new ArrayList<>();
        try (Helpers helpers = new Helpers(plan.threads())) {
            for (int i = 0; i < plan.layers().size(); i++) {
                BenchPlan.Layer layer = plan.layers().get(i);
                String what = "measuring " + layer.shape() + ", " + (i + 1) + " of " + plan.layers().size();
                try (Progress _ = Progress.of(what)) {
                    measure(layer, helpers, results);
                }
            }
        }
        format.print(results, Machine.here(), out);
    }

    private void measure(BenchPlan.Layer layer, Helpers helpers, List<Result> results) throws DisagreementException {
        long end = System.nanoTime() + plan.seconds() * NANOS_PER_SECOND / plan.layers().size();
        Workload workload = Workload.of(layer.shape(), layer.config());
        Tensor y = layer.shape().upsampled(layer.config().scale()).zeros();
        List<Runnable> calls = agreeing(layer, workload, y, helpers);
        List<Contender> contenders = new ArrayList<>(calls.stream().map(Contender::new).toList());
        Contender floor = new Contender(new CopyLoop(workload.x(), y, helpers.workers()));
        contenders.add(floor);
        Contender.takeTurns(contenders, end - System.nanoTime());
        for (int i = 0; i < calls.size(); i++) {
            String backend = plan.backends().get(i).name();
            results.add(new Result(
                    backend,
                    backend.equals(VECTOR) ? FloatVector.SPECIES_PREFERRED.vectorBitSize() : null,
                    layer,
                    plan.threads(),
                    contenders.get(i).calls(),
                    contenders.get(i).millis(),
                    floor.millis(),
                    AllocatedBytes.perCall(calls.get(i))));
        }
    }

    /** The layer on every backend, once all have given the definition's result. */
    private List<Runnable> agreeing(BenchPlan.Layer layer, Workload workload, Tensor y, Helpers helpers)
            throws DisagreementException {
        Tensor expected = DySample.of(workload.weights(), SCALAR).forward(workload.x());
        List<Runnable> calls = new ArrayList<>();
        for (Backend backend : plan.backends()) {
            DySample upsampler = DySample.of(workload.weights(), backend)
                    .withExecutor(helpers.executor(), plan.threads());
            upsampler.forward(workload.x(), y);
            DisagreementException.check(backend.name(), layer.shape(), expected, y);
            calls.add(() -> upsampler.forward(workload.x(), y));
        }
        return calls;
    }
}
