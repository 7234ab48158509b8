package io.github.dysample.onnxruntime;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtException.OrtErrorCode;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.github.dysample.Backend;
import io.github.dysample.Backends;
import io.github.dysample.onnxruntime.internal.OrtFailure;
import io.github.dysample.onnxruntime.internal.Registry;

/**
 * The layer as an operator of ONNX Runtime: x of shape (B, C, H, W) to y of shape (B, C, sH, sW), or (B, O, sH, sW) if
 * the layer ends in a 1×1 convolution of O outputs; float32.
 *
 * <pre>{@code
 * OrtEnvironment environment = OrtEnvironment.getEnvironment();
 * try (SessionOptions options = new SessionOptions()) {
 *     DySampleOperator.register(options);
 *     OrtSession session = environment.createSession("network.onnx", options);
 * }
 * }</pre>
 *
 * <p>A session that is made with these options computes each node of type {@value #TYPE} in the domain
 * {@value #DOMAIN} with a {@link io.github.dysample.DySample}, to the same bits. The weights are initializers of the
 * file and are read when the session is made; sizes and batches may change from run to run. A session may run on
 * several threads at once. What the layer does not take is an {@link OrtException} of {@code session.run}, with the
 * numbers.
 *
 * <p>There is nothing to close. What ONNX Runtime points to is some hundred bytes for each {@link Backend} that an
 * operator was registered with; they and the backend, with its executor, are kept until the JVM ends. So a service
 * registers one backend for all of its sessions, not a new one for each. A node keeps a layer and the arrays of a
 * call's input and output, as many as there were calls at once, until its session is closed.
 *
 * <p>Needs ONNX Runtime 1.17 or later on the same class or module path, and native access for this module
 * ({@code --enable-native-access}), as ONNX Runtime itself does.
 */
public final class DySampleOperator {
    /** The domain of the operator, which a model imports in version 1. */
    public static final String DOMAIN = "io.github.dysample";

    /** The operator's type in its domain. */
    public static final String TYPE = "DySample";

    private DySampleOperator() {}

    /**
     * Adds the operator to options; its nodes compute on the best backend and on the threads that ONNX Runtime calls
     * from.
     *
     * @param options the options of sessions to come; once for each
     * @throws OrtException in one sentence, if this ONNX Runtime or this JVM does not allow it
     * @throws IllegalStateException if the options are closed
     */
    public static void register(SessionOptions options) throws OrtException {
        register(options, Backends.best());
    }

    /**
     * Adds the operator to options; its nodes compute on a given backend, with its threads:
     * {@code Backends.best().withExecutor(pool, 4)} has up to 3 helpers from the pool beside the thread that ONNX
     * Runtime calls from.
     *
     * @param options the options of sessions to come; once for each
     * @param backend what the nodes compute on; kept until the JVM ends
     * @throws OrtException in one sentence, if this ONNX Runtime or this JVM does not allow it
     * @throws IllegalStateException if the options are closed
     */
    public static void register(SessionOptions options, Backend backend) throws OrtException {
        if (options == null || backend == null) {
            throw new IllegalArgumentException((options == null ? "options" : "backend") + " is null");
        }
        // Closed options have an address that points nowhere; this is a method that refuses them.
        options.getConfigEntries();
        try {
            Registry.add(options, backend, DOMAIN, TYPE);
        } catch (OrtFailure failure) {
            throw new OrtException(OrtErrorCode.mapFromInt(failure.code()), failure.getMessage());
        }
    }
}
