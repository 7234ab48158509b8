package io.github.dysample.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Names close to a mistyped one. */
final class Suggestions {
    private static final int MOST = 3;

    /** Of so many letters, one may be wrong. */
    private static final int LETTERS_PER_MISTAKE = 3;

    private Suggestions() {}

    /** {@return a question to follow the error, empty if nothing is near} */
    static String question(String typed, Collection<String> known) {
        List<String> near = near(typed, known);
        return near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?";
    }

    /** {@return what differs little from a name, or continues it, the nearest first} */
    static List<String> near(String typed, Collection<String> known) {
        String lower = typed.toLowerCase(Locale.ROOT);
        String letters = lower.replace("-", "");
        int allowed = Math.max(1, letters.length() / LETTERS_PER_MISTAKE);
        return known.stream()
                .filter(name -> distance(lower, name) <= allowed || letters.length() > 1 && name.startsWith(lower))
                .sorted(Comparator.<String>comparingInt(name -> distance(lower, name))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MOST)
                .toList();
    }

    /** How many letters are to be changed, added, left out, or swapped with their neighbour. */
    private static int distance(String a, String b) {
        int[][] table = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                table[i][j] = i == 0 || j == 0 ? i + j : step(table, a, b, i, j);
            }
        }
        return table[a.length()][b.length()];
    }

    private static int step(int[][] table, String a, String b, int i, int j) {
        int changed = table[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int least = Math.min(changed, 1 + Math.min(table[i - 1][j], table[i][j - 1]));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, 1 + table[i - 2][j - 2]) : least;
    }
}
