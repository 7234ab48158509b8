package io.github.dysample.jmh;

import io.github.dysample.Backends;
import io.github.dysample.DySampleConfig;
import io.github.dysample.Style;
import io.github.dysample.Tensor;
import io.github.dysample.measure.BenchmarkShape;
import io.github.dysample.measure.Workload;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * How everything is measured: the mean time of a call in short iterations, in several JVMs, because speed differs more
 * from one JVM to the next than from call to call.
 *
 * <p>The heap has a fixed size so that it does not grow while it is measured.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 10, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 5,
        jvmArgsPrepend = {
            "--add-modules=jdk.incubator.vector",
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED",
            "-Xms2g",
            "-Xmx2g"
        })
public abstract class Workbench {
    @Param
    BenchmarkShape shape;

    final Tensor input() {
        return Workload.input(shape.input());
    }

    final Tensor newOutput() {
        return shape.input().upsampled(shape.scale()).zeros();
    }

    /** The gradient of the output that the backward pass is given: standard normal values. */
    final Tensor gradOut() {
        return Workload.input(shape.input().upsampled(shape.scale()));
    }

    /** The layer of this shape. */
    final DySampleConfig config(Style style, boolean dynamicScope) {
        return shape.config(style, dynamicScope);
    }

    /** What computes. */
    abstract String engine();

    /** The engine that one of our backends is. */
    static String ours(String backend) {
        return "dysample, backend " + Backends.named(backend).name();
    }

    /** Prints one line a fork: what computes, and with which vectors. */
    @Setup
    public final void announce(BenchmarkParams params) {
        String threads = Objects.requireNonNullElse(params.getParam("threads"), "1");
        System.out.println("engine " + engine() + ", " + WidthProfiler.bits() + "-bit vectors, " + threads
                + (threads.equals("1") ? " thread" : " threads"));
    }
}
