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
import io.github.dysample.measure.Statistics;
import io.github.dysample.measure.Workload;
import io.github.dysample.verify.Provenance;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import jdk.incubator.vector.FloatVector;

/** Times layers on backends. */
public final class Bench {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final double NANOS_PER_MILLI = 1e6;

    /** Of what is left after the comparison; the rest is for counting bytes. */
    private static final double SHARE_OF_TIMES = 0.9;

    private static final int FEW = 3; // rounds below which a time says little

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

    /**
     * What came of a measurement.
     *
     * @param measured whether anything was, and reported
     * @param leftOut what was left out because the time was over, or has few times, a sentence each
     */
    public record Outcome(boolean measured, List<String> leftOut) {}

    /**
     * Measures and reports, unless a backend's result differs from the scalar one's in a bit.
     *
     * @param from where the report comes from
     * @return what came of it
     */
    public Outcome run(Format format, Provenance from) throws DisagreementException {
        long end = System.nanoTime() + plan.seconds() * NANOS_PER_SECOND;
        List<Result> results = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        int layers = plan.layers().size();
        try (Helpers helpers = new Helpers(plan.threads())) {
            for (int i = 0; i < layers; i++) {
                BenchPlan.Layer layer = plan.layers().get(i);
                // Whatever earlier layers did not use, or used too much, is divided among those to come.
                Deadline deadline = Deadline.of((end - System.nanoTime()) / (layers - i));
                try (Progress _ = Progress.of("measuring " + layer.shape() + ", " + (i + 1) + " of " + layers)) {
                    String missing = measure(layer, helpers, deadline, results);
                    if (missing != null) {
                        leftOut.add(layer.shape() + ": " + missing);
                    }
                }
            }
        }
        if (!results.isEmpty()) {
            format.print(results, Machine.here(from), out);
        }
        return new Outcome(!results.isEmpty(), leftOut);
    }

    /** {@return what was left out, or null} */
    private String measure(BenchPlan.Layer layer, Helpers helpers, Deadline deadline, List<Result> results)
            throws DisagreementException {
        Workload workload = Workload.of(layer.shape(), layer.config());
        Tensor y = layer.shape().upsampled(layer.config().scale()).zeros();
        List<Runnable> calls = agreeing(layer, workload, y, helpers, deadline);
        if (calls.size() < plan.backends().size()) {
            return "left out; the time was over before all results were compared";
        }
        List<Contender> contenders = new ArrayList<>(calls.stream().map(Contender::new).toList());
        Contender floor = new Contender(new CopyLoop(workload.x(), y, helpers.workers()));
        contenders.add(floor);
        long nanos = (long) (SHARE_OF_TIMES * deadline.left());
        int rounds = plan.repetitions() == null
                ? Contender.takeTurns(contenders, nanos)
                : Contender.repeat(contenders, plan.repetitions(), nanos);
        if (rounds == 0) {
            return "left out; the time was over before each backend was timed once";
        }
        for (int i = 0; i < calls.size(); i++) {
            String backend = plan.backends().get(i).name();
            Statistics millis = contenders.get(i).millis();
            results.add(new Result(
                    backend,
                    backend.equals(VECTOR) ? FloatVector.SPECIES_PREFERRED.vectorBitSize() : null,
                    layer,
                    plan.threads(),
                    contenders.get(i).calls(),
                    millis,
                    contenders.get(i).hasSettled(),
                    floor.millis(),
                    deadline.allows(AllocatedBytes.CALLS * millis.most() * NANOS_PER_MILLI)
                            ? AllocatedBytes.perCall(calls.get(i))
                            : OptionalLong.empty()));
        }
        return rounds < Math.min(FEW, plan.repetitions() == null ? FEW : plan.repetitions())
                ? "the time was over after " + rounds + (rounds == 1 ? " round" : " rounds")
                : null;
    }

    /** The layer on every backend that has given the definition's result; not all, if the time is over. */
    private List<Runnable> agreeing(
            BenchPlan.Layer layer, Workload workload, Tensor y, Helpers helpers, Deadline deadline)
            throws DisagreementException {
        List<Runnable> calls = new ArrayList<>();
        if (!deadline.allows(0)) {
            return calls;
        }
        Tensor expected = DySample.of(workload.weights(), SCALAR).forward(workload.x());
        for (Backend backend : plan.backends()) {
            if (!deadline.allows(0)) {
                return calls;
            }
            DySample upsampler = DySample.of(workload.weights(), backend)
                    .withExecutor(helpers.executor(), plan.threads());
            upsampler.forward(workload.x(), y);
            DisagreementException.check(backend.name(), layer.shape(), expected, y);
            calls.add(() -> upsampler.forward(workload.x(), y));
        }
        return calls;
    }

    /** A point in time. */
    private record Deadline(long nanoTime) {

        static Deadline of(long fromNow) {
            return new Deadline(System.nanoTime() + fromNow);
        }

        long left() {
            return nanoTime - System.nanoTime();
        }

        /** Whether something that takes so long can be done before. */
        boolean allows(double nanos) {
            return left() > nanos;
        }
    }
}
