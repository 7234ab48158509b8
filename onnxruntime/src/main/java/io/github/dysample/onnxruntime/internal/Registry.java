package io.github.dysample.onnxruntime.internal;

import ai.onnxruntime.OrtSession.SessionOptions;
import io.github.dysample.Backend;
import java.lang.foreign.MemorySegment;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * The operators of this JVM: one for each backend, made when it is first asked for, and kept. They are some hundred
 * bytes each, and sessions point to them, so none is ever released.
 */
public final class Registry {
    private static Registry registry; // guarded by the class

    private final OrtLibrary library;
    private final String domain;
    private final Callbacks callbacks;
    private final CustomOp operator;
    private final Map<Backend, Long> domains = new IdentityHashMap<>(); // guarded by the class

    private Registry(OrtLibrary library, String domain, String type) {
        this.library = library;
        this.domain = domain;
        callbacks = new Callbacks(library.api(), type);
        operator = new CustomOp(callbacks, library.infersShapes());
    }

    /**
     * Adds the operator to options.
     *
     * @param options the options of a session, open
     * @param backend what its nodes compute on
     * @param domain the operator's domain, always the same
     * @param type the operator's name in it, always the same
     * @throws OrtFailure if ONNX Runtime refuses, or cannot be used
     */
    public static synchronized void add(SessionOptions options, Backend backend, String domain, String type) {
        if (registry == null) {
            registry = new Registry(OrtLibrary.open(), domain, type);
        }
        registry.add(options, backend);
    }

    /** {@return how many nodes there are in open sessions} */
    static synchronized int kernelCount() {
        return registry == null ? 0 : registry.callbacks.kernelCount();
    }

    /** {@return how many operators have been made} */
    static synchronized int operatorCount() {
        return registry == null ? 0 : registry.domains.size();
    }

    private void add(SessionOptions options, Backend backend) {
        library.api().addCustomOpDomain(library.address(options), domains.computeIfAbsent(backend, this::newDomain));
    }

    private long newDomain(Backend backend) {
        MemorySegment own = operator.newOperator();
        callbacks.setBackend(own, backend);
        return library.api().createCustomOpDomain(domain, own);
    }
}
