package io.github.dysample.jmh;

import java.util.Collection;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ScalarResult;

/** Puts the vector width of the fork into the results, where it cannot be forgotten. */
public final class WidthProfiler implements InternalProfiler {
    public static final String METRIC = "vector.bits";

    /** The width in bits: the CPU's, or what {@code -XX:MaxVectorSize} leaves of it. */
    static int bits() {
        return FloatVector.SPECIES_PREFERRED.vectorBitSize();
    }

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
        return List.of(new ScalarResult(METRIC, bits(), "bits", AggregationPolicy.MAX));
    }
}
