package io.github.dysample.cli;

import io.github.dysample.Backend;
import io.github.dysample.Backends;
import io.github.dysample.cli.bench.Bench;
import io.github.dysample.cli.bench.BenchPlan;
import io.github.dysample.cli.bench.Format;
import io.github.dysample.measure.DisagreementException;
import io.github.dysample.measure.Shape;
import java.util.Comparator;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dysample bench}: how fast the layer is on this machine. */
@Command(
        name = "bench",
        description = {
            "Time the layer on this machine, on every backend.",
            "Weights and inputs are seeded; offsets vary by about a quarter pixel, as those of trained layers do. The"
                    + " output is reused. All results are first compared with the scalar backend's: if one differs in a"
                    + " bit, nothing is timed. Then the exit code is 1, as it is if nothing could be timed. Then the"
                    + " backends take turns.",
            "GFLOP/s: the convolutions' multiplications and additions, and 7 operations for each output (bilinear"
                    + " sampling: 4 products, 3 sums). GB/s: the input read once, the output written once. Both and the"
                    + " share of the floor go by the median time.",
            "Floor: a plain loop on as many threads, which reads the input once and writes as much as the layer;"
                    + " it takes turns with the backends. Bytes per call: allocated by the calling thread."
        },
        footer = "  dysample bench --shape 1x64x60x80 --scale 4")
final class BenchCommand extends Subcommand {
    @Option(
            names = "--shape",
            paramLabel = "BxCxHxW",
            description = "Shape of the input; may be repeated (default: 1x256x120x120, 1x256x64x64, 1x512x20x20).")
    private List<Shape> shapes;

    @Mixin
    private ConfigOptions layer;

    @Option(names = "--backend", paramLabel = "NAME", description = "Only this backend (default: all available).")
    private String backend;

    @Option(names = "--threads", paramLabel = "N", defaultValue = "1", description = "Threads (default: 1).")
    private int threads;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "30",
            description = "Time for everything, warm-up included, divided among the shapes (default: 30). What does not"
                    + " fit is left out and named on standard error; a call that has begun is finished. Under 5 for"
                    + " each shape, a fast backend may not be warm.")
    private int seconds;

    @Option(
            names = "--repetitions",
            paramLabel = "N",
            description = "Time each backend N times, after N calls to warm up (default: as often as the time allows).")
    private Integer repetitions;

    @Option(
            names = "--format",
            paramLabel = "md|json|jsonl|csv",
            defaultValue = "md",
            description = "Markdown table, JSON array of objects, a JSON object in each line, or comma-separated values"
                    + " (default: md). In all but the first, what does not apply is null or empty, as the vector width"
                    + " of the scalar backend.")
    private Format format;

    @Override
    public Integer call() {
        Limits.check("--threads", threads, Limits.MOST_THREADS);
        Limits.check("--seconds", seconds, Limits.MOST_SECONDS);
        if (repetitions != null) {
            Limits.check("--repetitions", repetitions, Limits.MOST_REPETITIONS);
        }
        List<BenchPlan.Layer> layers =
                (shapes == null ? BenchPlan.usualShapes() : shapes).stream().map(this::layer).toList();
        try {
            BenchPlan plan = new BenchPlan(layers, backends(), threads, seconds, repetitions);
            Bench.Outcome outcome = new Bench(plan, out()).run(format, provenance());
            outcome.leftOut().forEach(this::remark);
            return outcome.measured() ? ExitCode.DONE : ExitCode.NO;
        } catch (DisagreementException different) {
            err().println("dysample: " + different.getMessage());
            return ExitCode.NO;
        }
    }

    private BenchPlan.Layer layer(Shape shape) {
        return new BenchPlan.Layer(shape, layer.of(shape.c()));
    }

    /** The definition comes first. */
    private List<Backend> backends() {
        if (backend != null) {
            return List.of(BackendChoice.of(backend));
        }
        return Backends.all().stream()
                .filter(candidate -> candidate.probe().isAvailable())
                .sorted(Comparator.comparing(candidate -> !candidate.name().equals(BackendChoice.SCALAR)))
                .map(candidate -> BackendChoice.of(candidate.name()))
                .toList();
    }
}
