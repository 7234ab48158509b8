package io.github.dysample.onnxruntime;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.invoke.MethodHandle;

/** What the process has allocated outside the Java heap, by the C library's own count. */
final class NativeMemory {
    /** struct mallinfo2: ten of size_t, of which the eighth is what is in use. */
    private static final MemoryLayout MALLINFO2 = MemoryLayout.sequenceLayout(10, JAVA_LONG);

    private static final int UORDBLKS = 7;
    private static final int HBLKHD = 4;

    private NativeMemory() {}

    /** Bytes in use, those of large blocks included. */
    @SuppressWarnings("restricted") // struct mallinfo2 mallinfo2(void)
    static long bytes() throws Throwable {
        Linker linker = Linker.nativeLinker();
        MethodHandle mallinfo2 = linker.downcallHandle(
                linker.defaultLookup().find("mallinfo2").orElseThrow(),
                FunctionDescriptor.of(MemoryLayout.structLayout(MALLINFO2)));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment info = (MemorySegment) mallinfo2.invokeExact((SegmentAllocator) arena);
            return info.getAtIndex(JAVA_LONG, UORDBLKS) + info.getAtIndex(JAVA_LONG, HBLKHD);
        }
    }
}
