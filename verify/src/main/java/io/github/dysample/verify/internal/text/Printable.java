package io.github.dysample.verify.internal.text;

/**
 * Text from files and file names, made fit for a terminal and for XML: such a text could move the cursor, change what
 * was printed before, look like a line of its own, or hold characters that XML cannot have.
 */
public final class Printable {
    private Printable() {}

    /** {@return the text with control characters, formatting characters and line ends escaped in hexadecimal} */
    public static String of(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        text.codePoints().forEach(character -> {
            if (isHarmless(character)) {
                printable.appendCodePoint(character);
            } else {
                printable.append(String.format(character > 0xffff ? "\\U%08x" : "\\u%04x", character));
            }
        });
        return printable.toString();
    }

    private static boolean isHarmless(int character) {
        return switch (Character.getType(character)) {
            // Formatting characters reverse the direction of what follows them.
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE,
                    Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            case Character.UNASSIGNED -> (character & 0xFFFE) != 0xFFFE;
            default -> true;
        };
    }
}
