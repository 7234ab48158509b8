package io.github.dysample.spark;

import java.util.Arrays;
import java.util.Locale;

/** What becomes of rows that cannot be upsampled, by the names that Spark ML has for it. */
enum InvalidRows {
    /** The job fails. */
    ERROR,
    /** They are left out. */
    SKIP,
    /** They have null in the output column and the reason in another. */
    KEEP;

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static InvalidRows named(String text) {
        return Arrays.stream(values()).filter(each -> each.text().equals(text)).findFirst().orElseThrow();
    }

    static String[] texts() {
        return Arrays.stream(values()).map(InvalidRows::text).toArray(String[]::new);
    }
}
