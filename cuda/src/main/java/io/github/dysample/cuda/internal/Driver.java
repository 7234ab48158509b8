package io.github.dysample.cuda.internal;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.github.dysample.cuda.CudaException;
import io.github.dysample.cuda.CudaOutOfMemoryException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.NoSuchElementException;
import java.util.function.Supplier;

/**
 * The CUDA driver API, as far as it is used. Handles and device addresses are {@code long}. Whatever needs a context
 * takes the one that is current on the calling thread of the operating system.
 */
final class Driver {
    /** CUdevice_attribute: CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR and _MINOR. */
    static final int CAPABILITY_MAJOR = 75;

    static final int CAPABILITY_MINOR = 76;

    private static final int SUCCESS = 0;
    private static final int OUT_OF_MEMORY = 2;

    /** CU_JIT_ERROR_LOG_BUFFER and CU_JIT_ERROR_LOG_BUFFER_SIZE_BYTES. */
    private static final int ERROR_LOG = 5;

    private static final int ERROR_LOG_SIZE = 6;
    private static final int LOG_BYTES = 8192;

    /** CU_STREAM_NON_BLOCKING: beside the default stream. */
    private static final int NON_BLOCKING = 1;

    /** CU_EVENT_BLOCKING_SYNC and CU_EVENT_DISABLE_TIMING: waiting threads sleep. */
    private static final int WAITED_FOR = 1 | 2;
    private static final int NAME_BYTES = 256;
    private static final int TEXT_BYTES = 1024;

    private final Calls calls;

    /** The functions with their C signatures; each returns a CUresult. CUdeviceptr is a 64 bit integer. */
    private static final class Calls {
        private final SymbolLookup library;
        // (unsigned int flags)
        final MethodHandle init = bind("cuInit", JAVA_INT);
        // (int* version)
        final MethodHandle driverGetVersion = bind("cuDriverGetVersion", ADDRESS);
        // (CUresult error, const char** name)
        final MethodHandle getErrorName = bind("cuGetErrorName", JAVA_INT, ADDRESS);
        // (CUresult error, const char** text)
        final MethodHandle getErrorString = bind("cuGetErrorString", JAVA_INT, ADDRESS);
        // (int* count)
        final MethodHandle deviceGetCount = bind("cuDeviceGetCount", ADDRESS);
        // (CUdevice* device, int ordinal)
        final MethodHandle deviceGet = bind("cuDeviceGet", ADDRESS, JAVA_INT);
        // (char* name, int length, CUdevice device)
        final MethodHandle deviceGetName = bind("cuDeviceGetName", ADDRESS, JAVA_INT, JAVA_INT);
        // (int* value, CUdevice_attribute attribute, CUdevice device)
        final MethodHandle deviceGetAttribute = bind("cuDeviceGetAttribute", ADDRESS, JAVA_INT, JAVA_INT);
        // (CUcontext* context, CUdevice device)
        final MethodHandle devicePrimaryCtxRetain = bind("cuDevicePrimaryCtxRetain", ADDRESS, JAVA_INT);
        // (CUcontext context)
        final MethodHandle ctxSetCurrent = bind("cuCtxSetCurrent", JAVA_LONG);
        // (CUmodule* module, const void* image, unsigned int n, CUjit_option* options, void** values)
        final MethodHandle moduleLoadDataEx = bind("cuModuleLoadDataEx", ADDRESS, ADDRESS, JAVA_INT, ADDRESS, ADDRESS);
        // (CUfunction* function, CUmodule module, const char* name)
        final MethodHandle moduleGetFunction = bind("cuModuleGetFunction", ADDRESS, JAVA_LONG, ADDRESS);
        // (size_t* free, size_t* total)
        final MethodHandle memGetInfo = bind("cuMemGetInfo_v2", ADDRESS, ADDRESS);
        // (CUdeviceptr* address, size_t bytes)
        final MethodHandle memAlloc = bind("cuMemAlloc_v2", ADDRESS, JAVA_LONG);
        // (CUdeviceptr address)
        final MethodHandle memFree = bind("cuMemFree_v2", JAVA_LONG);
        // (void** address, size_t bytes, unsigned int flags)
        final MethodHandle memHostAlloc = bind("cuMemHostAlloc", ADDRESS, JAVA_LONG, JAVA_INT);
        // (void* address)
        final MethodHandle memFreeHost = bind("cuMemFreeHost", JAVA_LONG);
        // (CUdeviceptr target, const void* source, size_t bytes, CUstream stream)
        final MethodHandle memcpyHtoDAsync = bind("cuMemcpyHtoDAsync_v2", JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
        // (void* target, CUdeviceptr source, size_t bytes, CUstream stream)
        final MethodHandle memcpyDtoHAsync = bind("cuMemcpyDtoHAsync_v2", JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
        // (CUstream* stream, unsigned int flags)
        final MethodHandle streamCreate = bind("cuStreamCreate", ADDRESS, JAVA_INT);
        // (CUstream stream)
        final MethodHandle streamDestroy = bind("cuStreamDestroy_v2", JAVA_LONG);
        // (CUstream stream)
        final MethodHandle streamSynchronize = bind("cuStreamSynchronize", JAVA_LONG);
        // (CUevent* event, unsigned int flags)
        final MethodHandle eventCreate = bind("cuEventCreate", ADDRESS, JAVA_INT);
        // (CUevent event)
        final MethodHandle eventDestroy = bind("cuEventDestroy_v2", JAVA_LONG);
        // (CUevent event, CUstream stream)
        final MethodHandle eventRecord = bind("cuEventRecord", JAVA_LONG, JAVA_LONG);
        // (CUevent event)
        final MethodHandle eventSynchronize = bind("cuEventSynchronize", JAVA_LONG);
        // (CUfunction, grid x, y, z, block x, y, z, shared bytes, CUstream, void** parameters, void** extra)
        final MethodHandle launchKernel = bind("cuLaunchKernel", JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT,
                JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS, ADDRESS);

        Calls(SymbolLookup library) {
            // Set before the fields above look themselves up in it.
            this.library = library;
            super();
        }

        @SuppressWarnings("restricted") // the signatures are those above
        private MethodHandle bind(String name, MemoryLayout... parameters) {
            MemorySegment symbol = library.find(name).orElseThrow(() -> new NoSuchElementException(name));
            return Linker.nativeLinker().downcallHandle(symbol, FunctionDescriptor.of(JAVA_INT, parameters));
        }
    }

    /** A call that may throw anything, as method handles may. */
    private interface Call {
        int result() throws Throwable;
    }

    /** A call that leaves one value behind a pointer. */
    private interface Getter {
        int result(MemorySegment value) throws Throwable;
    }

    /**
     * Binds all functions.
     *
     * @throws NoSuchElementException naming one that the library lacks
     */
    Driver(SymbolLookup library) {
        calls = new Calls(library);
    }

    private void check(String function, Call call) {
        int result = result(call);
        if (result != SUCCESS) {
            throw new CudaException(function, errorName(result), errorText(result));
        }
    }

    private static int result(Call call) {
        try {
            return call.result();
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable impossible) {
            throw new IllegalStateException("a function of C throws nothing", impossible);
        }
    }

    private int getInt(String function, Getter getter) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment value = arena.allocate(JAVA_INT);
            check(function, () -> getter.result(value));
            return value.get(JAVA_INT, 0);
        }
    }

    private long getLong(String function, Getter getter) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment value = arena.allocate(JAVA_LONG);
            check(function, () -> getter.result(value));
            return value.get(JAVA_LONG, 0);
        }
    }

    private String errorName(int error) {
        String name = text(pointer -> (int) calls.getErrorName.invokeExact(error, pointer));
        return name == null ? "error " + error : name;
    }

    private String errorText(int error) {
        String text = text(pointer -> (int) calls.getErrorString.invokeExact(error, pointer));
        return text == null ? "unknown to this driver" : text;
    }

    @SuppressWarnings("restricted") // the driver's texts end with a zero, and are static
    private static String text(Getter getter) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment pointer = arena.allocate(ADDRESS);
            int result = result(() -> getter.result(pointer));
            MemorySegment text = pointer.get(ADDRESS, 0);
            return result != SUCCESS || text.address() == 0 ? null : text(text.reinterpret(TEXT_BYTES));
        }
    }

    /** What a driver wrote up to its zero, or to the end: a text that has none is not read beyond. */
    private static String text(MemorySegment text) {
        int length = 0;
        while (length < text.byteSize() && text.get(JAVA_BYTE, length) != 0) {
            length++;
        }
        String characters = new String(text.asSlice(0, length).toArray(JAVA_BYTE), StandardCharsets.UTF_8);
        return characters.replaceAll("\\p{Cntrl}", "?").strip();
    }

    void init() {
        check("cuInit", () -> (int) calls.init.invokeExact(0));
    }

    /** {@return 1000 · major + 10 · minor of the latest CUDA the driver supports} */
    int version() {
        return getInt("cuDriverGetVersion", value -> (int) calls.driverGetVersion.invokeExact(value));
    }

    int deviceCount() {
        return getInt("cuDeviceGetCount", value -> (int) calls.deviceGetCount.invokeExact(value));
    }

    int device(int ordinal) {
        return getInt("cuDeviceGet", value -> (int) calls.deviceGet.invokeExact(value, ordinal));
    }

    String deviceName(int device) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocate(NAME_BYTES);
            check("cuDeviceGetName", () -> (int) calls.deviceGetName.invokeExact(name, NAME_BYTES, device));
            return text(name);
        }
    }

    int attribute(int attribute, int device) {
        return getInt("cuDeviceGetAttribute",
                value -> (int) calls.deviceGetAttribute.invokeExact(value, attribute, device));
    }

    long retainPrimaryContext(int device) {
        return getLong("cuDevicePrimaryCtxRetain",
                value -> (int) calls.devicePrimaryCtxRetain.invokeExact(value, device));
    }

    void setCurrent(long context) {
        check("cuCtxSetCurrent", () -> (int) calls.ctxSetCurrent.invokeExact(context));
    }

    /** Compiles PTX text for the device of the current context. */
    long loadModule(String ptx) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment image = arena.allocateFrom(ptx, StandardCharsets.US_ASCII);
            MemorySegment module = arena.allocate(JAVA_LONG);
            MemorySegment log = arena.allocate(LOG_BYTES);
            MemorySegment options = arena.allocateFrom(JAVA_INT, ERROR_LOG, ERROR_LOG_SIZE);
            MemorySegment values = arena.allocateFrom(JAVA_LONG, log.address(), LOG_BYTES);
            int result = result(() -> (int) calls.moduleLoadDataEx.invokeExact(
                    module, image, (int) options.byteSize() / Integer.BYTES, options, values));
            if (result != SUCCESS) {
                String said = text(log);
                throw new CudaException("cuModuleLoadDataEx", errorName(result),
                        errorText(result) + (said.isEmpty() ? "" : "; " + said));
            }
            return module.get(JAVA_LONG, 0);
        }
    }

    long function(long module, String name) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = arena.allocateFrom(name, StandardCharsets.US_ASCII);
            return getLong("cuModuleGetFunction",
                    value -> (int) calls.moduleGetFunction.invokeExact(value, module, text));
        }
    }

    /** {@return memory of the device that is free, and all} */
    long[] memory() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment free = arena.allocate(JAVA_LONG);
            MemorySegment total = arena.allocate(JAVA_LONG);
            check("cuMemGetInfo", () -> (int) calls.memGetInfo.invokeExact(free, total));
            return new long[] {free.get(JAVA_LONG, 0), total.get(JAVA_LONG, 0)};
        }
    }

    /**
     * Allocates memory of the device.
     *
     * @throws CudaOutOfMemoryException if there is not as much
     */
    long allocate(long bytes) {
        return allocated("cuMemAlloc", bytes, value -> (int) calls.memAlloc.invokeExact(value, bytes), () -> {
            long[] memory = memory();
            return memory[0] + " of " + memory[1] + " bytes of the GPU are free";
        });
    }

    void free(long address) {
        check("cuMemFree", () -> (int) calls.memFree.invokeExact(address));
    }

    /**
     * Allocates memory of the host that the device copies from and to by itself.
     *
     * @throws CudaOutOfMemoryException if there is not as much
     */
    long allocateHost(long bytes) {
        return allocated("cuMemHostAlloc", bytes, value -> (int) calls.memHostAlloc.invokeExact(value, bytes, 0),
                () -> "the host has not as many to lock");
    }

    void freeHost(long address) {
        check("cuMemFreeHost", () -> (int) calls.memFreeHost.invokeExact(address));
    }

    private long allocated(String function, long bytes, Getter getter, Supplier<String> rest) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment address = arena.allocate(JAVA_LONG);
            int result = result(() -> getter.result(address));
            if (result == OUT_OF_MEMORY) {
                throw new CudaOutOfMemoryException(function, errorName(result), bytes, rest.get());
            }
            check(function, () -> result);
            if (address.get(JAVA_LONG, 0) == 0) {
                throw new CudaException(function, "no address", "the driver reported success for " + bytes + " bytes");
            }
            return address.get(JAVA_LONG, 0);
        }
    }

    void copyToDevice(long target, long source, long bytes, long stream) {
        check("cuMemcpyHtoDAsync",
                () -> (int) calls.memcpyHtoDAsync.invokeExact(target, source, bytes, stream));
    }

    void copyToHost(long target, long source, long bytes, long stream) {
        check("cuMemcpyDtoHAsync",
                () -> (int) calls.memcpyDtoHAsync.invokeExact(target, source, bytes, stream));
    }

    long createStream() {
        return getLong("cuStreamCreate", value -> (int) calls.streamCreate.invokeExact(value, NON_BLOCKING));
    }

    void destroyStream(long stream) {
        check("cuStreamDestroy", () -> (int) calls.streamDestroy.invokeExact(stream));
    }

    void synchronize(long stream) {
        check("cuStreamSynchronize", () -> (int) calls.streamSynchronize.invokeExact(stream));
    }

    long createEvent() {
        return getLong("cuEventCreate", value -> (int) calls.eventCreate.invokeExact(value, WAITED_FOR));
    }

    void destroyEvent(long event) {
        check("cuEventDestroy", () -> (int) calls.eventDestroy.invokeExact(event));
    }

    void record(long event, long stream) {
        check("cuEventRecord", () -> (int) calls.eventRecord.invokeExact(event, stream));
    }

    void awaitEvent(long event) {
        check("cuEventSynchronize", () -> (int) calls.eventSynchronize.invokeExact(event));
    }

    /** Starts a kernel on a line of blocks. Parameters are pointers to each. */
    void launch(long function, int blocks, int threadsX, int threadsY, int sharedBytes, long stream, long parameters) {
        MemorySegment pointers = MemorySegment.ofAddress(parameters);
        check("cuLaunchKernel", () -> (int) calls.launchKernel.invokeExact(function, blocks, 1, 1, threadsX, threadsY,
                1, sharedBytes, stream, pointers, MemorySegment.NULL));
    }
}
