package io.github.dysample.jmh.cold;

import io.github.dysample.DySample;
import io.github.dysample.DySampleConfig;
import io.github.dysample.Tensor;
import io.github.dysample.measure.AllocatedBytes;
import io.github.dysample.measure.Contender;
import io.github.dysample.measure.Shape;
import io.github.dysample.measure.Workload;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.zip.CRC32;

/** The process that is measured: makes a layer, calls it, and prints the times as one line. */
final class Child {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    /** How long calls are timed after they have settled. */
    private static final long SETTLED_NANOS = NANOS_PER_SECOND;

    private final DySample layer;
    private final Tensor x;
    private final Tensor out;
    private final boolean checkEach;
    private final Set<String> sums = new LinkedHashSet<>();

    private Child(DySample layer, Tensor x, boolean checkEach) {
        this.layer = layer;
        this.x = x;
        this.checkEach = checkEach;
        out = layer.config().newOutput(x);
    }

    /** Arguments as {@link Launcher} gives them: choice, shape, calls, settling, limit, checked or not. */
    public static void main(String[] args) {
        Choice choice = Choice.valueOf(args[0]);
        Shape shape = Shape.parse(args[1]);
        DySampleConfig config = Layer.of(shape);
        Workload work = Workload.of(shape, config);
        long before = System.nanoTime();
        DySample layer = choice.layer(work.weights());
        double makeMillis = (System.nanoTime() - before) / NANOS_PER_MILLI;
        Child child = new Child(layer, work.x(), Boolean.parseBoolean(args[5]));
        Times times = child.measure(
                makeMillis, Integer.parseInt(args[2]), Double.parseDouble(args[3]), Double.parseDouble(args[4]));
        System.out.println(times.line());
    }

    private Times measure(double makeMillis, int calls, double settleSeconds, double limitSeconds) {
        double[] millis = new double[calls];
        long firstResult = 0;
        int done = 0;
        long start = System.nanoTime();
        while (done < calls && (done < 2 || seconds(start) < limitSeconds)) {
            long before = System.nanoTime();
            layer.forward(x, out);
            millis[done] = (System.nanoTime() - before) / NANOS_PER_MILLI;
            if (done == 0) {
                firstResult = System.currentTimeMillis();
            }
            done++;
            if (checkEach) {
                addSum();
            }
        }
        addSum();
        double settled = Double.NaN;
        double bytes = Double.NaN;
        if (settleSeconds > 0) {
            Contender contender = new Contender(() -> layer.forward(x, out));
            contender.warmUp(Math.max(0, (long) ((settleSeconds - seconds(start)) * NANOS_PER_SECOND)));
            contender.measure(SETTLED_NANOS);
            settled = contender.millis().median();
            bytes = AllocatedBytes.perCall(() -> layer.forward(x, out)).orElseThrow();
            addSum();
        }
        return new Times(firstResult, makeMillis, Arrays.copyOf(millis, done), settled, bytes,
                String.join("+", sums), System.getProperty("java.version"));
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / (double) NANOS_PER_SECOND;
    }

    /** Checksums are computed outside the JVM's bytecode, so they cost little even where nothing is compiled. */
    private void addSum() {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * out.data().length);
        bytes.asFloatBuffer().put(out.data());
        CRC32 sum = new CRC32();
        sum.update(bytes);
        sums.add(Long.toHexString(sum.getValue()));
    }
}
