package io.github.dysample.spark;

/** A row holds something that cannot be upsampled. The message says what, and does not name the row. */
final class BadRowException extends Exception {
    private static final long serialVersionUID = 1L;

    BadRowException(String reason) {
        super(reason);
    }

    BadRowException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
