package io.github.dysample.onnx.internal.find;

/** Text of a file, fit for one line of a message. */
final class Printable {
    private static final int MOST = 400;

    private Printable() {}

    /** The text with question marks for control characters and the like; long text is cut. */
    static String of(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints().limit(MOST).map(c -> isPrintable(c) ? c : '?').forEach(line::appendCodePoint);
        return text.codePointCount(0, text.length()) > MOST ? line.append('…').toString() : line.toString();
    }

    private static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
