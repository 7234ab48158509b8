package io.github.dysample.onnxruntime.internal;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.github.dysample.Backend;
import io.github.dysample.DySample;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What ONNX Runtime calls, by the names of the fields of OrtCustomOp. An exception that left one of these methods would
 * end the JVM, so each failure becomes a status, which the Java API throws as an OrtException.
 *
 * <p>A kernel is a number here, never an address: what the library hands back is only looked up.
 */
final class Callbacks {
    private static final MemorySegment NO_MEMORY =
            Arena.global().allocateFrom("the DySample operator failed, and there was no memory left to say how");

    private final OrtApi api;
    private final Map<Long, Backend> backends = new ConcurrentHashMap<>();
    private final Map<Long, LayerKernel> kernels = new ConcurrentHashMap<>();
    private final AtomicLong lastKernel = new AtomicLong();
    private final MemorySegment name;

    Callbacks(OrtApi api, String name) {
        this.api = api;
        this.name = Arena.global().allocateFrom(name);
    }

    /** Says what the nodes of an operator compute on. */
    void setBackend(MemorySegment operator, Backend backend) {
        backends.put(operator.address(), backend);
    }

    /** {@return how many nodes there are in open sessions} */
    int kernelCount() {
        return kernels.size();
    }

    long createKernelV2(MemorySegment operator, long api, long info, MemorySegment kernel) {
        return status(() -> {
            long number = lastKernel.incrementAndGet();
            Backend backend = backends.get(operator.address());
            kernels.put(number, new LayerKernel(this.api, layer(info, backend)));
            kernel.set(JAVA_LONG, 0, number);
        });
    }

    private DySample layer(long info, Backend backend) {
        try {
            return DySample.of(NodeWeights.read(api, info), backend);
        } catch (IllegalArgumentException unfit) {
            throw new OrtFailure(OrtFailure.INVALID_ARGUMENT, at(info, unfit));
        } catch (OrtFailure failure) {
            throw new OrtFailure(failure.code(), at(info, failure));
        }
    }

    /** ONNX Runtime says by itself which node failed to run, but not which one it could not create. */
    private String at(long info, RuntimeException failure) {
        return "node \"" + api.nodeName(info) + "\": " + failure.getMessage();
    }

    long kernelComputeV2(long kernel, long context) {
        return status(() -> kernels.get(kernel).compute(context));
    }

    void kernelDestroy(long kernel) {
        kernels.remove(kernel);
    }

    long inferOutputShape(MemorySegment operator, long context) {
        try {
            OutputShape.infer(api, context);
        } catch (RuntimeException | Error unknown) {
            // The library ignores a status here; it does without the shape.
        }
        return 0;
    }

    MemorySegment getName(MemorySegment operator) {
        return name;
    }

    /** The CPU's: ONNX Runtime copies what another provider has computed. */
    MemorySegment getExecutionProviderType(MemorySegment operator) {
        return MemorySegment.NULL;
    }

    int getType(MemorySegment operator, long index) {
        return OrtApi.FLOAT;
    }

    long getInputTypeCount(MemorySegment operator) {
        return NodeInput.values().length;
    }

    long getOutputTypeCount(MemorySegment operator) {
        return 1;
    }

    /** OrtCustomOpInputOutputCharacteristic: INPUT_OUTPUT_REQUIRED or INPUT_OUTPUT_OPTIONAL. */
    int getInputCharacteristic(MemorySegment operator, long index) {
        return NodeInput.values()[(int) index].isRequired() ? 0 : 1;
    }

    int getOutputCharacteristic(MemorySegment operator, long index) {
        return 0;
    }

    /** OrtMemType: OrtMemTypeDefault. */
    int getInputMemoryType(MemorySegment operator, long index) {
        return 0;
    }

    /** Of inputs and outputs of any number, which the operator has not. */
    int getVariadic(MemorySegment operator) {
        return 1;
    }

    private long status(Runnable action) {
        try {
            action.run();
            return 0;
        } catch (Throwable failure) {
            return status(failure);
        }
    }

    private long status(Throwable failure) {
        try (Arena arena = Arena.ofConfined()) {
            return switch (failure) {
                case OrtFailure own -> api.createStatus(own.code(), arena.allocateFrom(own.getMessage()));
                case IllegalArgumentException unfit -> api.createStatus(
                        OrtFailure.INVALID_ARGUMENT, arena.allocateFrom(String.valueOf(unfit.getMessage())));
                default -> api.createStatus(OrtFailure.FAIL, arena.allocateFrom(failure.toString()));
            };
        } catch (Throwable again) {
            return api.createStatus(OrtFailure.FAIL, NO_MEMORY);
        }
    }
}
