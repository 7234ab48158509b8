package io.github.dysample.jmh.report;

import io.github.dysample.Style;
import io.github.dysample.jmh.Engine;
import io.github.dysample.measure.BenchmarkShape;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** All measurements of one machine and one JDK. */
final class Comparison {
    private final Map<Cell, Measurement> measurements = new LinkedHashMap<>();

    /**
     * Takes them together.
     *
     * @throws IllegalArgumentException if there are none, a piece of work is there twice, or they cannot be compared
     */
    Comparison(Collection<Measurement> all) {
        for (Measurement measurement : all) {
            if (measurements.put(measurement.cell(), measurement) != null) {
                throw new IllegalArgumentException("measured twice: " + measurement.cell());
            }
        }
        if (measurements.isEmpty()) {
            throw new IllegalArgumentException("there are no measurements of the comparison");
        }
        requireOne("machine", Measurement::machine);
        requireOne("JDK", Measurement::jdk);
    }

    private void requireOne(String what, Function<Measurement, String> property) {
        List<String> values = distinct(property);
        if (values.size() > 1) {
            throw new IllegalArgumentException("results of more than one " + what + " cannot be compared: " + values);
        }
    }

    private List<String> distinct(Function<Measurement, String> property) {
        return measurements.values().stream().map(property).distinct().sorted().toList();
    }

    Collection<Measurement> all() {
        return measurements.values();
    }

    /** An engine's measurement at the CPU's own vector width. */
    Optional<Measurement> find(Engine engine, BenchmarkShape shape, Variant variant, int threads) {
        return Optional.ofNullable(
                measurements.get(new Cell(engine, shape, variant.style(), variant.dynamicScope(), threads, 0)));
    }

    /** How many times as fast as another an engine is, where both were measured. */
    Optional<Double> speedup(Engine engine, Engine other, BenchmarkShape shape, Variant variant, int threads) {
        return find(engine, shape, variant, threads)
                .flatMap(one -> find(other, shape, variant, threads)
                        .map(two -> two.millis().median() / one.millis().median()));
    }

    /** All speed-ups on a number of threads, over shapes, styles and scopes. */
    double[] speedups(Engine engine, Engine other, int threads) {
        return Stream.of(BenchmarkShape.values())
                .flatMap(shape -> Variant.ALL.stream()
                        .flatMap(variant -> speedup(engine, other, shape, variant, threads).stream()))
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    /** The shapes of which an engine has a measurement, in their own order. */
    List<BenchmarkShape> shapes(Variant variant, int threads) {
        return Stream.of(BenchmarkShape.values())
                .filter(shape -> engines().stream()
                        .anyMatch(engine -> engine.isLayer() && find(engine, shape, variant, threads).isPresent()))
                .toList();
    }

    List<Engine> engines() {
        return Stream.of(Engine.values())
                .filter(engine -> all().stream().anyMatch(measurement -> measurement.cell().engine() == engine))
                .toList();
    }

    List<Integer> threads() {
        return all().stream()
                .map(Measurement::cell)
                .filter(cell -> cell.forcedBits() == 0)
                .map(Cell::threads)
                .distinct()
                .sorted()
                .toList();
    }

    /** The name of an engine, with its version where it is not ours. */
    String name(Engine engine) {
        Circumstances versions = all().iterator().next().circumstances();
        return switch (engine) {
            case DYSAMPLE -> "this library";
            case DYSAMPLE_NEW_OUTPUT -> "this library, new output";
            case PYTORCH -> "PyTorch " + versions.pytorch();
            case ONNX_RUNTIME -> "ONNX Runtime " + versions.onnxRuntime();
            case ONNX_RUNTIME_CLAMPED -> name(Engine.ONNX_RUNTIME) + ", clamped";
            case BILINEAR -> "PyTorch's bilinear";
            case COPY_LOOP -> "copy loop";
            case DYSAMPLE_TRAINING -> "this library, forward and backward";
            case DYSAMPLE_BACKWARD -> "this library, backward";
            case PYTORCH_TRAINING -> name(Engine.PYTORCH) + ", forward and backward";
        };
    }

    /** Machine, vectors, JDK and date in one line. */
    String circumstances() {
        List<String> dates = distinct(measurement -> measurement.circumstances().date());
        String vectors = all().stream()
                .filter(measurement -> measurement.bits() > 0 && measurement.cell().forcedBits() == 0)
                .map(measurement -> measurement.bits() + "-bit vectors, ")
                .findFirst()
                .orElse("");
        return distinct(Measurement::machine).getFirst() + ", " + vectors + "JDK "
                + distinct(Measurement::jdk).getFirst() + ", " + dates.getFirst()
                + (dates.size() > 1 ? " to " + dates.getLast() : "");
    }

    /** How many forks each median is of. */
    String forks() {
        LongSummaryStatistics forks = all().stream()
                .mapToLong(measurement -> measurement.millis().count())
                .summaryStatistics();
        long least = forks.getMin();
        long most = forks.getMax();
        return (least == most ? "" + least : least + " to " + most) + (most == 1 ? " fork" : " forks");
    }

    /** The commands that measured. */
    List<String> commands() {
        return distinct(measurement -> measurement.circumstances().command());
    }

    /** The commands that measured some engines on one variant, at the CPU's own vector width. */
    List<String> commands(Collection<Engine> engines, Variant variant) {
        return all().stream()
                .filter(measurement -> engines.contains(measurement.cell().engine()))
                .filter(measurement -> measurement.cell().isOf(variant.style(), variant.dynamicScope()))
                .map(measurement -> measurement.circumstances().command())
                .distinct()
                .toList();
    }

    /** A variant of the layer. */
    record Variant(Style style, boolean dynamicScope) {
        static final List<Variant> ALL = List.of(
                new Variant(Style.LP, false),
                new Variant(Style.LP, true),
                new Variant(Style.PL, false),
                new Variant(Style.PL, true));

        String text() {
            return style.torchName() + ", " + (dynamicScope ? "dynamic" : "static") + " scope";
        }
    }
}
