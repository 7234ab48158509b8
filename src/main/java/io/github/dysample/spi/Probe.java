package io.github.dysample.spi;

/** Whether a backend can run in this JVM, as a value: asking never throws. */
public sealed interface Probe {

    /**
     * The backend can run.
     *
     * @param detail what the backend would use, such as the vector width; a short phrase
     */
    record Available(String detail) implements Probe {}

    /**
     * The backend cannot run.
     *
     * @param reason one sentence that a user can act on
     */
    record Unavailable(String reason) implements Probe {}

    /** {@return the detail or the reason} */
    default String text() {
        return switch (this) {
            case Available available -> available.detail();
            case Unavailable unavailable -> unavailable.reason();
        };
    }

    /** {@return whether the backend can run} */
    default boolean isAvailable() {
        return this instanceof Available;
    }
}
