package io.github.dysample.cli;

import io.github.dysample.Backend;
import io.github.dysample.Backends;

/** The backend that the user names, or the best one; one that cannot run is a usage error. */
final class BackendChoice {
    /** The backend that is the definition. */
    static final String SCALAR = "scalar";

    private BackendChoice() {}

    /** {@return the backend of a name, or without one the best} */
    static Backend of(String nameOrNull) {
        try {
            return nameOrNull == null ? Backends.best() : Backends.named(known(nameOrNull));
        } catch (IllegalArgumentException | IllegalStateException unusable) {
            throw new UsageException(unusable.getMessage());
        }
    }

    /** {@return the name in the letters that its backend has} */
    private static String known(String name) {
        return Backends.all().stream()
                .map(Backends.Candidate::name)
                .filter(name::equalsIgnoreCase)
                .findFirst()
                .orElse(name);
    }
}
