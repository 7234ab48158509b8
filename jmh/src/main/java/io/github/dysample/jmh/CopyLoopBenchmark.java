package io.github.dysample.jmh;

import io.github.dysample.Tensor;
import io.github.dysample.measure.CopyLoop;
import io.github.dysample.measure.Helpers;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The floor under any upsampling: {@link CopyLoop}. */
@Warmup(iterations = 4, time = 200, timeUnit = TimeUnit.MILLISECONDS)
public class CopyLoopBenchmark extends Workbench {
    @Param("1")
    int threads;

    private Helpers helpers;
    private Tensor out;
    private CopyLoop loop;

    /** Makes input and output. */
    @Setup
    public void setUp() {
        helpers = new Helpers(threads);
        out = newOutput();
        loop = new CopyLoop(input(), out, helpers.workers());
    }

    @Override
    String engine() {
        return "copy loop";
    }

    /** Ends the helpers. */
    @TearDown
    public void tearDown() {
        helpers.close();
    }

    /** Writes each row of the input s² times. */
    @Benchmark
    public Tensor copy() {
        loop.run();
        return out;
    }
}
