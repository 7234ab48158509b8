package io.github.dysample.verify;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One element that differs.
 *
 * @param index its index in each dimension
 * @param actual the value
 * @param expected the expected value
 * @param amount by how much, in the measure in which it was looked for
 */
public record Deviation(List<Long> index, double actual, double expected, double amount) implements Serializable {
    /** {@return the index as text, such as {@code (0, 3, 7, 7)}} */
    public String place() {
        String text = index.stream().map(String::valueOf).collect(Collectors.joining(", "));
        return "(" + text + (index.size() == 1 ? ",)" : ")");
    }
}
