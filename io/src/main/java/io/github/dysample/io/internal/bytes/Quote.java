package io.github.dysample.io.internal.bytes;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Text from a file, fit for a message: short, on one line, with quotes around it. */
public final class Quote {
    private static final int MAX_LENGTH = 80;
    private static final int MAX_LISTED = 20;
    private static final Pattern PLAIN = Pattern.compile("[\\w.-]{1," + MAX_LENGTH + "}");

    private Quote() {}

    /**
     * The text in double quotes; control characters and lone surrogates become question marks, long text is cut.
     */
    public static String of(String text) {
        String shown = text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "…";
        return '"' + printable(shown) + '"';
    }

    /**
     * The text with question marks for control characters, line separators, lone surrogates and changes of direction.
     */
    public static String printable(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints().map(c -> isPrintable(c) ? c : '?').forEach(line::appendCodePoint);
        return line.toString();
    }

    /** Names separated by commas, plain ones without quotes; of many, the first and the number of the others. */
    public static String list(List<String> names) {
        String shown = names.stream()
                .limit(MAX_LISTED)
                .map(name -> PLAIN.matcher(name).matches() ? name : of(name))
                .collect(Collectors.joining(", "));
        return names.size() <= MAX_LISTED ? shown : shown + " and " + (names.size() - MAX_LISTED) + " more";
    }

    private static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
