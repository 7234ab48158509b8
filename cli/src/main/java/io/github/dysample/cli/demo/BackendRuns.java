package io.github.dysample.cli.demo;

import io.github.dysample.Backends;
import io.github.dysample.DySample;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Tensor;
import io.github.dysample.measure.Contender;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** One layer and one input on every available backend: do they agree to the bit, and how long does each take? */
final class BackendRuns {
    private static final String DEFINITION = "scalar";
    private static final long WARM_UP_NANOS = 700_000_000; // the JIT compiler needs them
    private static final long MEASURING_NANOS = 300_000_000;

    private record Run(Backends.Candidate candidate, Tensor output, double millis) {}

    private final List<Run> runs = new ArrayList<>();
    private final List<Backends.Candidate> unavailable = new ArrayList<>();

    BackendRuns(DySampleWeights weights, Tensor x) {
        List<Backends.Candidate> definitionFirst = Backends.all().stream()
                .sorted(Comparator.comparing(candidate -> !candidate.name().equals(DEFINITION)))
                .toList();
        for (Backends.Candidate candidate : definitionFirst) {
            if (candidate.probe().isAvailable()) {
                DySample layer = DySample.of(weights, candidate.name());
                Tensor output = layer.forward(x);
                Contender call = new Contender(() -> layer.forward(x, output));
                call.warmUp(WARM_UP_NANOS);
                call.measure(MEASURING_NANOS);
                runs.add(new Run(candidate, output, call.millis().median()));
            } else {
                unavailable.add(candidate);
            }
        }
    }

    /** {@return the output of the definition} */
    Tensor output() {
        return definition().output();
    }

    private Run definition() {
        return runs.getFirst();
    }

    /** {@return whether all outputs are equal to the bit} */
    boolean agree() {
        return runs.stream().allMatch(run -> run.output().equals(output()));
    }

    void print(PrintStream out) {
        double slowest = definition().millis();
        for (Run run : runs) {
            String bits = run == definition()
                    ? "the definition"
                    : run.output().equals(output())
                            ? "equal to scalar in every bit"
                            : "DIFFERS FROM SCALAR";
            Table.row(out, "  " + run.candidate().name(), "%8.2f ms %6.1f x   %s",
                    run.millis(), slowest / run.millis(), bits);
        }
        for (Backends.Candidate candidate : unavailable) {
            Table.row(out, "  " + candidate.name(), "not run: %s", candidate.probe().text());
        }
    }
}
