package io.github.dysample.cli;

import io.github.dysample.Backend;
import io.github.dysample.Backends;

/** The backend that the user names, or the best one; one that cannot run is a usage error. */
final class BackendChoice {
    /** The backend that needs no warming up. */
    static final String SCALAR = "scalar";

    /**
     * Until the JIT compiler has been through the vector kernels, which takes a second or two, they are slower than
     * plain loops. One call on a new JVM, with class loading and all, took scalar and vector the same time at 80
     * million outputs with one thread, and scalar half the time up to 30 million. Less than that leaves room for other
     * layers and machines.
     */
    private static final long FEW_OUTPUTS = 1L << 25;

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

    /**
     * The backend that finishes one call first on a JVM that has just started, unless a property names one.
     *
     * @param outputs the elements of the result
     */
    static Backend forOneCall(long outputs) {
        boolean free = System.getProperty(Backends.PROPERTY) == null;
        return of(free && outputs <= FEW_OUTPUTS ? SCALAR : null);
    }
}
