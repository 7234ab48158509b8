package io.github.dysample.cli;

import io.github.dysample.Backends;
import io.github.dysample.spi.Backend;

/** The backend of a name, or the best; one that cannot be had is the user's to change. */
final class BackendChoice {
    private BackendChoice() {}

    static Backend of(String nameOrNull) {
        try {
            return nameOrNull == null ? Backends.best() : Backends.named(nameOrNull);
        } catch (IllegalArgumentException | IllegalStateException unusable) {
            throw new UsageException(unusable.getMessage());
        }
    }
}
