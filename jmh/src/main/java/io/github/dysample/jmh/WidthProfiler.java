package io.github.dysample.jmh;

import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ScalarResult;

/** Puts the vector width of the fork into the results, where it cannot be forgotten. */
public final class WidthProfiler implements InternalProfiler {
    /** The name of the result. */
    public static final String METRIC = "vector.bits";

    /** For JMH. */
    public WidthProfiler() {}

    @Override
    public String getDescription() {
        return "the width of the fork's vectors in bits";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        // Nothing to start: the width is fixed when the JVM starts.
    }

    @Override
    public Collection<ScalarResult> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        return List.of(new ScalarResult(METRIC, VectorWidth.bits(), "bits", AggregationPolicy.MAX));
    }
}
