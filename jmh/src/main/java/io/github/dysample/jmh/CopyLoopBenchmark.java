package io.github.dysample.jmh;

import io.github.dysample.Tensor;
import io.github.dysample.spi.Workers;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * The floor under any upsampling: a plain loop that reads the input once and writes s² times as many floats, in the
 * order of the output. It computes nothing.
 */
@Warmup(iterations = 4, time = 200, timeUnit = TimeUnit.MILLISECONDS)
public class CopyLoopBenchmark extends Workbench {
    /** Input rows to a piece of work, so that handing out pieces costs next to nothing. */
    private static final int ROWS = 64;

    @Param("1")
    int threads;

    private Helpers helpers;
    private Workers workers;
    private Tensor x;
    private Tensor out;

    /** For JMH. */
    public CopyLoopBenchmark() {}

    /** Makes input and output. */
    @Setup
    public void setUp() {
        helpers = new Helpers(threads);
        workers = helpers.workers();
        x = input();
        out = newOutput();
    }

    /**
     * Says what is measured.
     *
     * @param params unused; asks JMH to call this in forks
     */
    @Setup
    public void announce(BenchmarkParams params) {
        announce("copy loop", threads);
    }

    /** Ends the helpers. */
    @TearDown
    public void tearDown() {
        helpers.close();
    }

    /**
     * Writes each row of the input s² times.
     *
     * @return the output
     */
    @Benchmark
    public Tensor copy() {
        int rows = x.n() * x.c() * x.h();
        workers.run((rows + ROWS - 1) / ROWS, piece -> copyRows(piece * ROWS, Math.min(rows, (piece + 1) * ROWS)));
        return out;
    }

    private void copyRows(int from, int to) {
        int w = x.w();
        int copies = shape.scale() * shape.scale();
        for (int row = from; row < to; row++) {
            for (int copy = 0; copy < copies; copy++) {
                copyRow(x.data(), row * w, out.data(), (row * copies + copy) * w, w);
            }
        }
    }

    private static void copyRow(float[] source, int from, float[] target, int to, int length) {
        // A loop, because System.arraycopy bypasses the cache for long copies, which nothing else in Java can do.
        for (int i = 0; i < length; i++) {
            target[to + i] = source[from + i];
        }
    }
}
