package io.github.dysample.io.internal.safetensors;

/** The bytes of a file at which the characters of its header stand. */
final class HeaderPositions {
    private final String text;
    private final long start;
    private int countedChars; // how far byteAt has counted
    private long countedBytes; // and to which byte

    /** For a header whose first character stands at byte {@code start}. */
    HeaderPositions(String text, long start) {
        this.text = text;
        this.start = start;
    }

    /** The byte of a character. Counts on from the last answer: entries ask in ascending order. */
    long byteAt(long charOffset) {
        int target = Math.clamp(charOffset, 0, text.length());
        if (target < countedChars) {
            countedChars = 0;
            countedBytes = 0;
        }
        while (countedChars < target) {
            char c = text.charAt(countedChars++);
            countedBytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return start + countedBytes;
    }
}
