package io.github.dysample.io.internal.bytes;

/** Text from a file, fit for a message: short, on one line, with quotes around it. */
public final class Quote {
    private static final int MAX_LENGTH = 80;

    private Quote() {}

    /**
     * The text in double quotes; control characters and lone surrogates become question marks, what is too long is cut.
     */
    public static String of(String text) {
        String shown = text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "…";
        StringBuilder line = new StringBuilder("\"");
        shown.codePoints().map(c -> Character.isISOControl(c) || isHalf(c) ? '?' : c).forEach(line::appendCodePoint);
        return line.append('"').toString();
    }

    private static boolean isHalf(int codePoint) {
        return Character.getType(codePoint) == Character.SURROGATE;
    }
}
