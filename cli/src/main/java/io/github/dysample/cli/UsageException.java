package io.github.dysample.cli;

/** An error that the user can correct on the command line; its message is the whole error line. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
