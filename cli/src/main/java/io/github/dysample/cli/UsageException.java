package io.github.dysample.cli;

/** Something the user can put right by asking differently; its message is the whole error line. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
