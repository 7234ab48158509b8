package io.github.dysample.jmh.cold;

import io.github.dysample.measure.Shape;
import io.github.dysample.measure.Statistics;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** All processes that were measured, and what they come to: medians over those of the same kind, shape and choice. */
final class Runs {
    private final List<Run> runs = new ArrayList<>();

    void add(Run run) {
        runs.add(run);
    }

    List<Run> all() {
        return Collections.unmodifiableList(runs);
    }

    boolean has(Kind kind, Shape shape, Choice choice) {
        return of(kind, shape, choice).findAny().isPresent();
    }

    /** The median over the processes of a value of each. */
    double median(Kind kind, Shape shape, Choice choice, ToDoubleFunction<Run> value) {
        return Statistics.of(of(kind, shape, choice).mapToDouble(value).toArray()).median();
    }

    /** The time of the first calls together, the median over the processes. */
    double sum(Shape shape, Choice choice) {
        int calls = calls(Kind.USUAL, shape);
        return median(Kind.USUAL, shape, choice, run -> run.times().sumMillis(calls));
    }

    /** The version of what computes. */
    String version(Choice choice) {
        return runs.stream()
                .filter(run -> run.start().choice() == choice)
                .map(run -> run.times().version())
                .findFirst()
                .orElseThrow();
    }

    /** How many first calls every process of a kind made; slow ones stop before they have made all. */
    int calls(Kind kind, Shape shape) {
        return runs.stream()
                .filter(run -> run.start().kind() == kind && run.start().shape().equals(shape))
                .mapToInt(run -> run.times().callMillis().length)
                .min()
                .orElse(0);
    }

    /** The largest ratio of the same call of the automatic choice and of the scalar backend, of each the median. */
    double worstCall(Kind kind, Shape shape) {
        double worst = 0;
        for (int call = 0; call < calls(kind, shape); call++) {
            int index = call;
            double automatic = median(kind, shape, Choice.AUTOMATIC, run -> run.times().callMillis()[index]);
            double scalar = median(kind, shape, Choice.SCALAR, run -> run.times().callMillis()[index]);
            worst = Math.max(worst, automatic / scalar);
        }
        return worst;
    }

    /** The most that a settled call of the automatic choice allocates in any process. */
    double mostBytes(Shape shape) {
        return of(Kind.USUAL, shape, Choice.AUTOMATIC)
                .mapToDouble(run -> run.times().bytesPerCall())
                .max()
                .orElseThrow();
    }

    /** How many different outputs there are among all of ours. */
    long differentOutputs(Shape shape) {
        return runs.stream()
                .filter(run -> run.start().shape().equals(shape) && Choice.OURS.contains(run.start().choice()))
                .flatMap(run -> Stream.of(run.times().bits().split("\\+")))
                .distinct()
                .count();
    }

    private Stream<Run> of(Kind kind, Shape shape, Choice choice) {
        return runs.stream().filter(run -> run.start().equals(new Start(kind, shape, choice)));
    }
}
