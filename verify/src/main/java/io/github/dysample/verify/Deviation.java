package io.github.dysample.verify;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One element that is off.
 *
 * @param index its index in each dimension
 * @param actual the value
 * @param expected what it should be
 * @param amount by how much, in the measure it was found by
 */
public record Deviation(List<Long> index, double actual, double expected, double amount) {
    /** A deviation whose index no longer changes. */
    public Deviation {
        index = List.copyOf(index);
    }

    /** {@return the index as text, such as {@code (0, 3, 7, 7)}} */
    public String place() {
        String text = index.stream().map(String::valueOf).collect(Collectors.joining(", "));
        return "(" + text + (index.size() == 1 ? ",)" : ")");
    }
}
