package io.github.dysample.jmh.cold;

import io.github.dysample.measure.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A process to start.
 *
 * @param kind how it is started
 * @param shape of the input
 * @param choice who computes
 */
record Start(Kind kind, Shape shape, Choice choice) {
    /** All processes that rows are made of, in their order: whoever computes takes turns. */
    static List<Start> all(Set<Kind> kinds, List<Shape> shapes, int forks) {
        List<Start> starts = new ArrayList<>();
        for (int fork = 0; fork < forks; fork++) {
            for (Kind kind : kinds) {
                for (Shape shape : fork < kind.processes(forks) ? shapes : List.<Shape>of()) {
                    kind.choices().forEach(choice -> starts.add(new Start(kind, shape, choice)));
                }
            }
        }
        return starts;
    }

    String text() {
        return (kind + " " + choice + " " + shape).toLowerCase(Locale.ROOT);
    }
}
