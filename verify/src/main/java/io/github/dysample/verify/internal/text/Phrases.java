package io.github.dysample.verify.internal.text;

import java.util.Collection;
import java.util.stream.Collectors;

/** Phrases and counts in a sentence. */
public final class Phrases {
    private static final int MOST = 5;

    private Phrases() {}

    /** {@return the first few, and how many more there are} */
    public static String some(Collection<String> names) {
        if (names.isEmpty()) {
            return "nothing";
        }
        String first = names.stream().limit(MOST).collect(Collectors.joining(", "));
        return names.size() <= MOST ? first : first + " and " + (names.size() - MOST) + " more";
    }

    /** {@return a number of things} */
    public static String count(long count, String one) {
        return count + " " + one + (count == 1 ? "" : "s");
    }
}
