package io.github.dysample.onnxruntime.internal;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import ai.onnxruntime.OrtSession.SessionOptions;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** What the operator needs of ONNX Runtime: its C API, and the address behind the Java object of options. */
final class OrtLibrary {
    /** The function of C that everything begins with. */
    static final String ENTRY = "OrtGetApiBase";

    private static final String HANDLE = "getNativeHandle";
    private static final String LEAST_VERSION = "1.17";

    /** 1.29 is the oldest of which it is known that it infers without fault. */
    private static final int FIRST_TO_INFER = 29;

    private static final int LONGEST_VERSION = 64;

    private final OrtApi api;
    private final MethodHandle nativeHandle;
    private final boolean infersShapes;

    private OrtLibrary(OrtApi api, MethodHandle nativeHandle, boolean infersShapes) {
        this.api = api;
        this.nativeHandle = nativeHandle;
        this.infersShapes = infersShapes;
    }

    /**
     * Finds both, in the library that ONNX Runtime's Java classes have loaded.
     *
     * @throws OrtFailure in one sentence, if one is not there or may not be used
     */
    static OrtLibrary open() {
        return open(SymbolLookup.loaderLookup());
    }

    static OrtLibrary open(SymbolLookup library) {
        try {
            MemorySegment base = base(library);
            String version = version(base);
            requireVersion(version);
            return new OrtLibrary(new OrtApi(table(base, version)), nativeHandle(SessionOptions.class, HANDLE),
                    infersShapes(version));
        } catch (IllegalCallerException denied) {
            Module own = OrtLibrary.class.getModule();
            throw unusable("native access is denied; start java with --enable-native-access="
                    + (own.isNamed() ? own.getName() : "ALL-UNNAMED"));
        }
    }

    /** {@return the C API} */
    OrtApi api() {
        return api;
    }

    /**
     * {@return whether it may be asked to infer shapes}
     *
     * <p>Earlier versions read a null pointer, which ends the JVM, when a node leaves an optional input out by an empty
     * name. Without inference sessions give the same output, and say of its shape what the file says.
     */
    boolean infersShapes() {
        return infersShapes;
    }

    /** {@return the address of the options, which must be open} */
    long address(SessionOptions options) {
        try {
            return (long) nativeHandle.invokeExact(options);
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable impossible) {
            throw new IllegalStateException(HANDLE + " throws nothing", impossible);
        }
    }

    @SuppressWarnings("restricted") // struct OrtApiBase: OrtApi* GetApi(uint32_t), char* GetVersionString()
    private static MemorySegment base(SymbolLookup library) {
        MemorySegment entry = library.find(ENTRY).orElseThrow(() -> unusable("the class loader of "
                + OrtLibrary.class.getName() + " has loaded no library with the function " + ENTRY
                + "; put this library and ONNX Runtime on the same class path or the same module path"));
        return ((MemorySegment) call(entry, FunctionDescriptor.of(ADDRESS))).reinterpret(2 * ADDRESS.byteSize());
    }

    @SuppressWarnings("restricted") // a text that ends with a zero
    private static String version(MemorySegment base) {
        return ((MemorySegment) call(base.getAtIndex(ADDRESS, 1), FunctionDescriptor.of(ADDRESS)))
                .reinterpret(LONGEST_VERSION).getString(0);
    }

    private static MemorySegment table(MemorySegment base, String version) {
        MemorySegment table = (MemorySegment) call(
                base.get(ADDRESS, 0), FunctionDescriptor.of(ADDRESS, JAVA_INT), OrtApi.VERSION);
        if (table.address() == 0) {
            throw unusable("ONNX Runtime " + version + " has no version " + OrtApi.VERSION
                    + " of its C API; use one from " + LEAST_VERSION + " on");
        }
        return table;
    }

    /** An older library would itself print a line to the error stream when it is asked for the table. */
    static void requireVersion(String version) {
        if (isBefore(version, OrtApi.VERSION)) {
            throw unusable("ONNX Runtime is of version " + version + ", the operator needs " + LEAST_VERSION
                    + " or later");
        }
    }

    static boolean infersShapes(String version) {
        return !isBefore(version, FIRST_TO_INFER);
    }

    /** A version that is not written like one is taken for a new one. */
    private static boolean isBefore(String version, int minor) {
        String[] parts = version.split("\\.");
        return parts.length >= 2 && parts[0].equals("1") && parts[1].matches("\\d{1,4}")
                && Integer.parseInt(parts[1]) < minor;
    }

    @SuppressWarnings("restricted") // three functions, whose signatures stand beside the calls
    private static Object call(MemorySegment function, FunctionDescriptor signature, Object... arguments) {
        try {
            return Linker.nativeLinker().downcallHandle(function, signature).invokeWithArguments(arguments);
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable impossible) {
            throw new IllegalStateException("a function of C throws nothing", impossible);
        }
    }

    /** The Java API shows no address of its objects, but has a method for its own use. */
    static MethodHandle nativeHandle(Class<?> options, String method) {
        try {
            return MethodHandles.privateLookupIn(options, MethodHandles.lookup())
                    .findVirtual(options, method, MethodType.methodType(long.class));
        } catch (NoSuchMethodException missing) {
            throw unusable("the Java API of this ONNX Runtime has no " + options.getSimpleName() + "." + method
                    + ", through which the operator reaches the options; use a version that has, such as 1.29.0");
        } catch (IllegalAccessException closed) {
            Module own = OrtLibrary.class.getModule();
            throw unusable("ONNX Runtime's package is closed to the operator; start java with --add-opens="
                    + options.getModule().getName() + "/" + options.getPackageName() + "="
                    + (own.isNamed() ? own.getName() : "ALL-UNNAMED"));
        }
    }

    private static OrtFailure unusable(String reason) {
        return new OrtFailure(OrtFailure.FAIL, "the DySample operator cannot be registered: " + reason);
    }
}
