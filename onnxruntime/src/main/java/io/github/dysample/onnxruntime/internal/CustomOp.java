package io.github.dysample.onnxruntime.internal;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/**
 * The struct OrtCustomOp, filled with stubs that call {@link Callbacks}. The stubs live as long as the JVM: an address
 * of one may be in any session, and the library does not say when it has forgotten it.
 */
final class CustomOp {
    /** The version and 26 pointers; those that this version of the struct does not have, or replaces, stay null. */
    private static final int FIELDS = 27;

    /** size_t or an address; the linker has only platforms of 64 bits. */
    private static final MemoryLayout WORD = JAVA_LONG;

    private final MemorySegment template = Arena.global().allocate(ADDRESS, FIELDS);
    private final Callbacks callbacks;

    @SuppressWarnings("restricted") // the callbacks take no address that the library does not give
    CustomOp(Callbacks callbacks, boolean infersShapes) {
        this.callbacks = callbacks;
        // struct OrtCustomOp, with the place of each field
        template.set(JAVA_INT, 0, OrtApi.VERSION);
        set(2, "getName", ADDRESS, ADDRESS);
        set(3, "getExecutionProviderType", ADDRESS, ADDRESS);
        set(4, "getType", JAVA_INT, ADDRESS, WORD);
        set(5, "getInputTypeCount", WORD, ADDRESS);
        set(6, "getType", JAVA_INT, ADDRESS, WORD);
        set(7, "getOutputTypeCount", WORD, ADDRESS);
        set(9, FunctionDescriptor.ofVoid(WORD), "kernelDestroy");
        set(10, "getInputCharacteristic", JAVA_INT, ADDRESS, WORD);
        set(11, "getOutputCharacteristic", JAVA_INT, ADDRESS, WORD);
        set(12, "getInputMemoryType", JAVA_INT, ADDRESS, WORD);
        set(13, "getVariadic", JAVA_INT, ADDRESS);
        set(14, "getVariadic", JAVA_INT, ADDRESS);
        set(15, "getVariadic", JAVA_INT, ADDRESS);
        set(16, "getVariadic", JAVA_INT, ADDRESS);
        set(17, "createKernelV2", WORD, ADDRESS, WORD, WORD, ADDRESS.withTargetLayout(JAVA_LONG));
        set(18, "kernelComputeV2", WORD, WORD, WORD);
        if (infersShapes) {
            set(19, "inferOutputShape", WORD, ADDRESS, WORD);
        }
    }

    /** {@return a copy of the struct, which has an address of its own} */
    MemorySegment newOperator() {
        return Arena.global().allocate(ADDRESS, FIELDS).copyFrom(template);
    }

    private void set(int place, String method, MemoryLayout result, MemoryLayout... parameters) {
        set(place, FunctionDescriptor.of(result, parameters), method);
    }

    @SuppressWarnings("restricted") // the signatures are those of the struct's fields
    private void set(int place, FunctionDescriptor signature, String method) {
        try {
            MethodHandle target = MethodHandles.lookup().bind(callbacks, method, signature.toMethodType());
            template.setAtIndex(ADDRESS, place, Linker.nativeLinker().upcallStub(target, signature, Arena.global()));
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
