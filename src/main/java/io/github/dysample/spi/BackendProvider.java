package io.github.dysample.spi;

/**
 * Announces a backend to {@link java.util.ServiceLoader}.
 *
 * <p>A provider is loaded in every JVM, whether its backend can run there or not, so neither it nor its static state
 * may touch a type that can be missing: no vector type, no native library.
 */
public interface BackendProvider {

    /** {@return the name users choose it by: lower case, one word} */
    String name();

    /** {@return the rank in the automatic choice; the available backend with the highest wins. Scalar is 0} */
    int priority();

    /** {@return whether the backend can run here; never null, and nothing is thrown} */
    Probe probe();

    /**
     * Makes the backend's kernels. Called only after {@link #probe()} said it is available, once.
     *
     * @return the kernels, safe to share between threads
     */
    Kernels create();

    /**
     * Makes the kernels of the automatic choice, which may compute a part by other means with the same bits, for
     * instance until the JVM has compiled their own. Called only after {@link #probe()} said it is available, once.
     *
     * @return the kernels, safe to share between threads; by default those of {@link #create()}
     */
    default Kernels createAutomatic() {
        return create();
    }
}
