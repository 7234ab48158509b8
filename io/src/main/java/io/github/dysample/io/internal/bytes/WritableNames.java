package io.github.dysample.io.internal.bytes;

/** The rules of writers for text, so that they never write a file that its own reader refuses. */
public final class WritableNames {
    private WritableNames() {}

    public static void requireText(String what, String text) {
        if (!Utf8.canEncode(text)) {
            throw new IllegalArgumentException(what + " " + Quote.of(text) + " has a lone surrogate, which cannot"
                    + " be written");
        }
    }

    /** Checks that a name is not too long for its format. */
    public static void requireLength(String name, long length, int limit, String units) {
        if (length > limit) {
            throw new IllegalArgumentException(
                    "the name " + Quote.of(name) + " has " + length + " " + units + ", at most " + limit
                            + " are allowed");
        }
    }
}
