package io.github.dysample.verify;

import io.github.dysample.verify.internal.text.Numbers;
import java.io.Serializable;
import java.util.List;
import java.util.StringJoiner;

/**
 * How many elements are off by how many units in the last place of the expected value.
 *
 * @param counts the elements of each bin of {@link #BOUNDS}, and last those beyond the last bound
 */
public record UlpHistogram(List<Long> counts) implements Serializable {
    /** The upper bounds of the bins, which belong to them: 0 is exact, 0.5 is rounded once. */
    public static final List<Double> BOUNDS = List.of(0.0, 0.5, 1.0, 2.0, 4.0, 16.0, 256.0, 65536.0);

    /** {@return the bin of a distance} */
    static int bin(double ulps) {
        int bin = 0;
        while (bin < BOUNDS.size() && ulps > BOUNDS.get(bin)) {
            bin++;
        }
        return bin;
    }

    /**
     * {@return the name of a bin, such as {@code ≤ 4}}
     *
     * @param bin from 0 to the number of bounds
     */
    public static String label(int bin) {
        if (bin == BOUNDS.size()) {
            return "> " + Numbers.text(BOUNDS.getLast());
        }
        return (bin == 0 ? "" : "≤ ") + Numbers.text(BOUNDS.get(bin));
    }

    /** {@return the bins that are not empty, in one line} */
    @Override
    public String toString() {
        StringJoiner bins = new StringJoiner(", ");
        for (int bin = 0; bin < counts.size(); bin++) {
            if (counts.get(bin) > 0) {
                bins.add(label(bin) + ": " + counts.get(bin));
            }
        }
        return bins.toString();
    }
}
