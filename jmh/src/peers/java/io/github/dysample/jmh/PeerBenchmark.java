package io.github.dysample.jmh;

import io.github.dysample.Tensor;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What other engines have in common. They are compiled ahead of time, so a shorter warm-up does. */
@Warmup(iterations = 3, time = 200, timeUnit = TimeUnit.MILLISECONDS)
public abstract class PeerBenchmark extends Workbench {
    @Param("1")
    int threads;

    private Peer peer;

    abstract Peer load(Tensor x) throws Exception;

    /** What the engine must give. */
    abstract Tensor expected(Tensor x) throws IOException;

    /** Loads the model and checks its output against ours. */
    @Setup
    public final void setUp() throws Exception {
        Tensor x = input();
        peer = load(x);
        Agreement.check(engine(), expected(x), peer.output());
    }

    /** One call. */
    @Benchmark
    public long forward() throws Exception {
        return peer.run();
    }

    @TearDown
    public final void tearDown() throws Exception {
        peer.close();
    }
}
