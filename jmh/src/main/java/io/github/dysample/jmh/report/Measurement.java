package io.github.dysample.jmh.report;

import io.github.dysample.Style;
import io.github.dysample.jmh.Engine;
import io.github.dysample.jmh.WidthProfiler;
import io.github.dysample.measure.BenchmarkShape;
import io.github.dysample.measure.Settled;
import io.github.dysample.measure.SignificantDigits;
import io.github.dysample.measure.Statistics;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one engine took for one piece of work.
 *
 * @param cell the work and the engine
 * @param bits the width of the JVM's vectors, 0 if not recorded
 * @param millis milliseconds a call, of one value a fork: the median of the fork's iterations
 * @param settled how many forks had settled, so that their iterations no longer became faster
 * @param bytesPerCall what a call allocates on the Java heap, NaN if not recorded
 * @param jdk the JVM's version
 * @param circumstances where, when and how it was measured
 */
public record Measurement(
        Cell cell, int bits, Statistics millis, int settled, double bytesPerCall, String jdk,
        Circumstances circumstances) {
    private static final String WIDTH_OPTION = "-XX:MaxVectorSize=";
    private static final String UNIT = "ms/op";

    /** Stands behind a time that had not settled. */
    static final String UNSETTLED = "*";

    /** The median and the spread over the forks, such as 14.2 ms (13.9–15.1). */
    public String text() {
        return median() + " ms (" + spread() + ")";
    }

    String median() {
        return SignificantDigits.text(millis.median()) + (hasSettled() ? "" : UNSETTLED);
    }

    /** Whether at least half of the forks had settled; noise may make a single one look as if it had not. */
    boolean hasSettled() {
        return 2L * settled >= millis.count();
    }

    String machine() {
        return circumstances.machine() + (circumstances.cores() == 0 ? "" : ", " + circumstances.cores() + " cores");
    }

    String spread() {
        return SignificantDigits.text(millis.least()) + "–" + SignificantDigits.text(millis.most());
    }

    /**
     * The measurement that a result of JMH's is, or none if the benchmark is not part of the comparison.
     *
     * @throws IllegalArgumentException if a field is missing or unknown
     */
    public static Optional<Measurement> of(Map<String, Object> result) {
        Map<?, ?> params = map(result, "params");
        boolean compared = !(params.get("offsets") instanceof String offsets)
                || offsets.equals("TRAINED") && text(params, "backend").equals("vector");
        return Engine.ofBenchmark(text(result, "benchmark"))
                .filter(engine -> compared)
                .map(engine -> of(engine, params, result));
    }

    private static Measurement of(Engine engine, Map<?, ?> params, Map<String, Object> result) {
        Map<?, ?> primary = map(result, "primaryMetric");
        if (!UNIT.equals(text(primary, "scoreUnit"))) {
            throw new IllegalArgumentException("scores are in " + text(primary, "scoreUnit") + ", not in " + UNIT);
        }
        Cell cell = new Cell(
                engine,
                BenchmarkShape.valueOf(text(params, "shape")),
                engine.isLayer() ? Style.valueOf(text(params, "style")) : null,
                engine.isLayer() && Boolean.parseBoolean(text(params, "dynamicScope")),
                Integer.parseInt(text(params, "threads")),
                forcedBits(list(result, "jvmArgs")));
        Map<?, ?> secondary = map(result, "secondaryMetrics");
        return new Measurement(
                cell,
                metric(secondary, WidthProfiler.METRIC).get("score") instanceof Number bits ? bits.intValue() : 0,
                forks(list(primary, "rawData")),
                settledForks(result),
                bytes(secondary),
                text(result, "jdkVersion"),
                ResultFile.circumstances(result));
    }

    /** Of each fork the median, because its first iteration may still have met the compiler. */
    private static Statistics forks(List<?> forks) {
        return Statistics.of(forks.stream().mapToDouble(Measurement::fork).toArray());
    }

    private static double fork(Object iterations) {
        return Statistics.of(scores(iterations)).median();
    }

    private static double[] scores(Object iterations) {
        if (!(iterations instanceof List<?> scores) || scores.isEmpty()) {
            throw new IllegalArgumentException("a fork has no scores");
        }
        return scores.stream().mapToDouble(score -> ((Number) score).doubleValue()).toArray();
    }

    /** Adds to a result of JMH's in how many forks the iterations no longer became faster. */
    public static void annotate(Map<String, Object> result) {
        result.put("settledForks", settledForks(result));
    }

    private static int settledForks(Map<String, Object> result) {
        return (int) list(map(result, "primaryMetric"), "rawData").stream()
                .filter(iterations -> Settled.of(scores(iterations)))
                .count();
    }

    private static int forcedBits(List<?> jvmArgs) {
        return jvmArgs.stream()
                .map(Object::toString)
                .filter(option -> option.startsWith(WIDTH_OPTION))
                .mapToInt(option -> Byte.SIZE * Integer.parseInt(option.substring(WIDTH_OPTION.length())))
                .reduce(0, (first, last) -> last);
    }

    /** The median of the forks: the last iteration's number includes the check of the answer after it. */
    private static double bytes(Map<?, ?> secondary) {
        return metric(secondary, "gc.alloc.rate.norm").get("rawData") instanceof List<?> forks && !forks.isEmpty()
                ? forks(forks).median()
                : Double.NaN;
    }

    /** The fields of a profiler's result; none if it is not there. */
    private static Map<?, ?> metric(Map<?, ?> metrics, String name) {
        // Older versions of JMH put a dot before the names of profilers' results.
        Object metric = metrics.containsKey(name) ? metrics.get(name) : metrics.get("·" + name);
        return metric instanceof Map<?, ?> fields ? fields : Map.of();
    }

    private static Map<?, ?> map(Map<?, ?> fields, String name) {
        return get(fields, name, Map.class);
    }

    private static List<?> list(Map<?, ?> fields, String name) {
        return get(fields, name, List.class);
    }

    private static String text(Map<?, ?> fields, String name) {
        return get(fields, name, String.class);
    }

    private static <T> T get(Map<?, ?> fields, String name, Class<T> type) {
        if (!type.isInstance(fields.get(name))) {
            throw new IllegalArgumentException(name + " is missing or is not a " + type.getSimpleName());
        }
        return type.cast(fields.get(name));
    }
}
