package io.github.dysample.cli.verify;

import java.util.Collection;
import java.util.stream.Collectors;

/** Names and counts in a sentence. */
final class Names {
    private static final int MOST = 5;

    private Names() {}

    /** {@return the first few, and how many more there are} */
    static String some(Collection<String> names) {
        if (names.isEmpty()) {
            return "nothing";
        }
        String first = names.stream().limit(MOST).collect(Collectors.joining(", "));
        return names.size() <= MOST ? first : first + " and " + (names.size() - MOST) + " more";
    }

    /** {@return a number of things} */
    static String count(long count, String one) {
        return count + " " + one + (count == 1 ? "" : "s");
    }
}
