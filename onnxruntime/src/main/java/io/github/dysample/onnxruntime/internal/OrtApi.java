package io.github.dysample.onnxruntime.internal;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The C API of ONNX Runtime, as far as an operator needs it. Each method is the function of its name; pointers to
 * objects of the library are addresses.
 */
final class OrtApi {
    /**
     * The version of the table: the first in which an operator tells its output's shape. The table only grows, so later
     * libraries have the same functions at the same places.
     */
    static final int VERSION = 17;

    /** ONNXTensorElementDataType: ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT. */
    static final int FLOAT = 1;

    /** OrtOpAttrType: ORT_OP_ATTR_INT. */
    private static final int ATTRIBUTE_INT = 1;

    /** As many functions as version 17 has. */
    private static final int FUNCTIONS = 276;

    private final Calls calls;

    /** The shape of a tensor; a dimension that is not known is −1, and may have a name. */
    record Shape(long[] sizes, String[] names) {}

    /** The functions, each with its place in the table and its C signature; most return an OrtStatus. */
    private static final class Calls {
        private final MemorySegment table;
        // (OrtErrorCode code, const char* message)
        final MethodHandle createStatus = bind(0, JAVA_INT, ADDRESS);
        // OrtErrorCode (const OrtStatus* status)
        final MethodHandle getErrorCode = bind(1, FunctionDescriptor.of(JAVA_INT, JAVA_LONG));
        // const char* (const OrtStatus* status)
        final MethodHandle getErrorMessage = bind(2, FunctionDescriptor.of(ADDRESS, JAVA_LONG));
        // (const char* domain, OrtCustomOpDomain** out)
        final MethodHandle createCustomOpDomain = bind(26, ADDRESS, ADDRESS);
        // (OrtCustomOpDomain* domain, const OrtCustomOp* operator)
        final MethodHandle customOpDomainAdd = bind(27, JAVA_LONG, ADDRESS);
        // (OrtSessionOptions* options, OrtCustomOpDomain* domain)
        final MethodHandle addCustomOpDomain = bind(28, JAVA_LONG, JAVA_LONG);
        // (OrtValue* value, void** out)
        final MethodHandle getTensorMutableData = bind(51, JAVA_LONG, ADDRESS);
        // (OrtTensorTypeAndShapeInfo** out)
        final MethodHandle createTensorTypeAndShapeInfo = bind(57, ADDRESS);
        // (OrtTensorTypeAndShapeInfo* info, ONNXTensorElementDataType type)
        final MethodHandle setTensorElementType = bind(58, JAVA_LONG, JAVA_INT);
        // (OrtTensorTypeAndShapeInfo* info, const int64_t* sizes, size_t count)
        final MethodHandle setDimensions = bind(59, JAVA_LONG, ADDRESS, JAVA_LONG);
        // (const OrtTensorTypeAndShapeInfo* info, size_t* out)
        final MethodHandle getDimensionsCount = bind(61, JAVA_LONG, ADDRESS);
        // (const OrtTensorTypeAndShapeInfo* info, int64_t* sizes, size_t count)
        final MethodHandle getDimensions = bind(62, JAVA_LONG, ADDRESS, JAVA_LONG);
        // (const OrtTensorTypeAndShapeInfo* info, const char** names, size_t count)
        final MethodHandle getSymbolicDimensions = bind(63, JAVA_LONG, ADDRESS, JAVA_LONG);
        // (const OrtValue* value, OrtTensorTypeAndShapeInfo** out)
        final MethodHandle getTensorTypeAndShape = bind(65, JAVA_LONG, ADDRESS);
        // (const OrtKernelInfo* info, const char* name, int64_t* out)
        final MethodHandle kernelInfoGetAttributeInt64 = bind(86, JAVA_LONG, ADDRESS, ADDRESS);
        // (const OrtKernelInfo* info, const char* name, char* out, size_t* size)
        final MethodHandle kernelInfoGetAttributeString = bind(87, JAVA_LONG, ADDRESS, ADDRESS, ADDRESS);
        // (const OrtKernelContext* context, size_t index, const OrtValue** out)
        final MethodHandle kernelContextGetInput = bind(90, JAVA_LONG, JAVA_LONG, ADDRESS);
        // (OrtKernelContext* context, size_t index, const int64_t* sizes, size_t count, OrtValue** out)
        final MethodHandle kernelContextGetOutput = bind(91, JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS);
        // void (OrtStatus* status)
        final MethodHandle releaseStatus = bind(93, FunctionDescriptor.ofVoid(JAVA_LONG));
        // void (OrtTensorTypeAndShapeInfo* info)
        final MethodHandle releaseTensorTypeAndShapeInfo = bind(99, FunctionDescriptor.ofVoid(JAVA_LONG));
        // (const OrtKernelInfo* info, size_t* out)
        final MethodHandle kernelInfoGetInputCount = bind(230, JAVA_LONG, ADDRESS);
        // (const OrtKernelInfo* info, size_t index, char* out, size_t* size)
        final MethodHandle kernelInfoGetInputName = bind(232, JAVA_LONG, JAVA_LONG, ADDRESS, ADDRESS);
        // (const OrtKernelInfo* info, char* out, size_t* size)
        final MethodHandle kernelInfoGetNodeName = bind(244, JAVA_LONG, ADDRESS, ADDRESS);
        // (const OrtKernelInfo* info, size_t index, int* isConstant, const OrtValue** out)
        final MethodHandle kernelInfoGetConstantInputTensor = bind(249, JAVA_LONG, JAVA_LONG, ADDRESS, ADDRESS);
        // (const OrtShapeInferContext* context, size_t* out)
        final MethodHandle shapeInferContextGetInputCount = bind(267, JAVA_LONG, ADDRESS);
        // (const OrtShapeInferContext* context, size_t index, OrtTensorTypeAndShapeInfo** out)
        final MethodHandle shapeInferContextGetInputTypeShape = bind(268, JAVA_LONG, JAVA_LONG, ADDRESS);
        // (const OrtShapeInferContext* context, const char* name, const OrtOpAttr** out)
        final MethodHandle shapeInferContextGetAttribute = bind(269, JAVA_LONG, ADDRESS, ADDRESS);
        // (const OrtShapeInferContext* context, size_t index, const OrtTensorTypeAndShapeInfo* info)
        final MethodHandle shapeInferContextSetOutputTypeShape = bind(270, JAVA_LONG, JAVA_LONG, JAVA_LONG);
        // (OrtTensorTypeAndShapeInfo* info, const char** names, size_t count)
        final MethodHandle setSymbolicDimensions = bind(271, JAVA_LONG, ADDRESS, JAVA_LONG);
        // (const OrtOpAttr* attribute, OrtOpAttrType type, void* data, size_t bytes, size_t* out)
        final MethodHandle readOpAttr = bind(272, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, ADDRESS);

        Calls(MemorySegment table) {
            // Set before the fields above look themselves up in it.
            this.table = table;
            super();
        }

        private MethodHandle bind(int place, MemoryLayout... parameters) {
            return bind(place, FunctionDescriptor.of(JAVA_LONG, parameters));
        }

        @SuppressWarnings("restricted") // the signatures are those above
        private MethodHandle bind(int place, FunctionDescriptor signature) {
            return Linker.nativeLinker().downcallHandle(table.getAtIndex(ADDRESS, place), signature);
        }
    }

    /** A function that returns a status. */
    private interface Call {
        long status() throws Throwable;
    }

    /** A function that leaves a value behind a pointer. */
    private interface Getter {
        long status(MemorySegment out) throws Throwable;
    }

    /** A function that copies a text, or says how long it is. */
    private interface TextGetter {
        long status(MemorySegment out, MemorySegment size) throws Throwable;
    }

    /** Whatever a method handle may throw. */
    private interface Plain<T> {
        T value() throws Throwable;
    }

    /**
     * Binds the functions.
     *
     * @throws IllegalCallerException if native access is denied
     */
    @SuppressWarnings("restricted") // the length is that of the version that was asked for
    OrtApi(MemorySegment table) {
        calls = new Calls(table.reinterpret(FUNCTIONS * ADDRESS.byteSize()));
    }

    private static <T> T plain(Plain<T> call) {
        try {
            return call.value();
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable impossible) {
            throw new IllegalStateException("a function of C throws nothing", impossible);
        }
    }

    /** Turns a status into an exception, and releases it. */
    private void check(Call call) {
        long status = plain(call::status);
        if (status == 0) {
            return;
        }
        int code = plain(() -> (int) calls.getErrorCode.invokeExact(status));
        String message = text(plain(() -> (MemorySegment) calls.getErrorMessage.invokeExact(status)));
        plain(() -> {
            calls.releaseStatus.invokeExact(status);
            return null;
        });
        throw new OrtFailure(code, message);
    }

    private long getLong(Getter getter) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment out = arena.allocate(JAVA_LONG);
            check(() -> getter.status(out));
            return out.get(JAVA_LONG, 0);
        }
    }

    private String getText(TextGetter getter) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment size = arena.allocate(JAVA_LONG);
            check(() -> getter.status(MemorySegment.NULL, size));
            MemorySegment out = arena.allocate(size.get(JAVA_LONG, 0));
            check(() -> getter.status(out, size));
            return out.getString(0);
        }
    }

    @SuppressWarnings("restricted") // the library's texts end with a zero
    private static String text(MemorySegment pointer) {
        return pointer.reinterpret(Integer.MAX_VALUE).getString(0);
    }

    /** {@return a status for the library, which releases it; the message ends with a zero} */
    long createStatus(int code, MemorySegment message) {
        return plain(() -> (long) calls.createStatus.invokeExact(code, message));
    }

    /** Makes a domain with one operator. Neither is ever released. */
    long createCustomOpDomain(String name, MemorySegment operator) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = arena.allocateFrom(name);
            long domain = getLong(out -> (long) calls.createCustomOpDomain.invokeExact(text, out));
            check(() -> (long) calls.customOpDomainAdd.invokeExact(domain, operator));
            return domain;
        }
    }

    void addCustomOpDomain(long options, long domain) {
        check(() -> (long) calls.addCustomOpDomain.invokeExact(options, domain));
    }

    /** {@return the sizes of a tensor} */
    long[] sizes(long value) {
        long info = getLong(out -> (long) calls.getTensorTypeAndShape.invokeExact(value, out));
        try {
            return sizesOf(info);
        } finally {
            release(info);
        }
    }

    private void release(long info) {
        plain(() -> {
            calls.releaseTensorTypeAndShapeInfo.invokeExact(info);
            return null;
        });
    }

    private long[] sizesOf(long info) {
        long count = getLong(out -> (long) calls.getDimensionsCount.invokeExact(info, out));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment sizes = arena.allocate(JAVA_LONG, count);
            check(() -> (long) calls.getDimensions.invokeExact(info, sizes, count));
            return sizes.toArray(JAVA_LONG);
        }
    }

    /** {@return the elements of a tensor, which are the library's} */
    @SuppressWarnings("restricted") // the tensor has as many
    MemorySegment elements(long value, int count) {
        long address = getLong(out -> (long) calls.getTensorMutableData.invokeExact(value, out));
        return MemorySegment.ofAddress(address).reinterpret(count * JAVA_FLOAT.byteSize());
    }

    long attributeInt(long info, String name) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = arena.allocateFrom(name);
            return getLong(out -> (long) calls.kernelInfoGetAttributeInt64.invokeExact(info, text, out));
        }
    }

    String attributeText(long info, String name) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = arena.allocateFrom(name);
            return getText((out, size) ->
                    (long) calls.kernelInfoGetAttributeString.invokeExact(info, text, out, size));
        }
    }

    String nodeName(long info) {
        return getText((out, size) -> (long) calls.kernelInfoGetNodeName.invokeExact(info, out, size));
    }

    int inputCount(long info) {
        return (int) getLong(out -> (long) calls.kernelInfoGetInputCount.invokeExact(info, out));
    }

    /** {@return the name of an input; empty for one that is absent} */
    String inputName(long info, int index) {
        return getText((out, size) ->
                (long) calls.kernelInfoGetInputName.invokeExact(info, (long) index, out, size));
    }

    /** {@return the tensor of an input that never changes, or 0 if it may} */
    long constantInput(long info, int index) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment constant = arena.allocate(JAVA_INT);
            long value = getLong(out -> (long) calls.kernelInfoGetConstantInputTensor.invokeExact(
                    info, (long) index, constant, out));
            return constant.get(JAVA_INT, 0) == 0 ? 0 : value;
        }
    }

    long input(long context, int index) {
        return getLong(out -> (long) calls.kernelContextGetInput.invokeExact(context, (long) index, out));
    }

    long output(long context, int index, long... sizes) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment shape = arena.allocateFrom(JAVA_LONG, sizes);
            return getLong(out -> (long) calls.kernelContextGetOutput.invokeExact(
                    context, (long) index, shape, (long) sizes.length, out));
        }
    }

    int inferredInputCount(long context) {
        return (int) getLong(out -> (long) calls.shapeInferContextGetInputCount.invokeExact(context, out));
    }

    /** {@return the shape of an input; of no dimensions, too, where none is known} */
    Shape inferredInput(long context, int index) {
        // The context keeps the info, so it is not released here.
        long info = getLong(out ->
                (long) calls.shapeInferContextGetInputTypeShape.invokeExact(context, (long) index, out));
        long[] sizes = sizesOf(info);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment names = arena.allocate(ADDRESS, sizes.length);
            check(() -> (long) calls.getSymbolicDimensions.invokeExact(info, names, (long) sizes.length));
            String[] texts = new String[sizes.length];
            Arrays.setAll(texts, i -> text(names.getAtIndex(ADDRESS, i)));
            return new Shape(sizes, texts);
        }
    }

    long inferredAttributeInt(long context, String name) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = arena.allocateFrom(name);
            long attribute =
                    getLong(out -> (long) calls.shapeInferContextGetAttribute.invokeExact(context, text, out));
            MemorySegment bytes = arena.allocate(JAVA_LONG);
            return getLong(out -> (long) calls.readOpAttr.invokeExact(
                    attribute, ATTRIBUTE_INT, out, JAVA_LONG.byteSize(), bytes));
        }
    }

    void setInferredOutput(long context, int index, Shape shape) {
        long info = getLong(out -> (long) calls.createTensorTypeAndShapeInfo.invokeExact(out));
        try (Arena arena = Arena.ofConfined()) {
            long count = shape.sizes().length;
            MemorySegment sizes = arena.allocateFrom(JAVA_LONG, shape.sizes());
            MemorySegment names = pointers(arena, shape.names());
            check(() -> (long) calls.setTensorElementType.invokeExact(info, FLOAT));
            check(() -> (long) calls.setDimensions.invokeExact(info, sizes, count));
            check(() -> (long) calls.setSymbolicDimensions.invokeExact(info, names, count));
            check(() -> (long) calls.shapeInferContextSetOutputTypeShape.invokeExact(context, (long) index, info));
        } finally {
            release(info);
        }
    }

    private static MemorySegment pointers(SegmentAllocator allocator, String... texts) {
        MemorySegment pointers = allocator.allocate(ADDRESS, texts.length);
        for (int i = 0; i < texts.length; i++) {
            pointers.setAtIndex(ADDRESS, i, allocator.allocateFrom(texts[i], StandardCharsets.UTF_8));
        }
        return pointers;
    }
}
