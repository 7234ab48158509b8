package io.github.dysample.cuda.measure;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.github.dysample.cuda.CudaStream;
import io.github.dysample.measure.Statistics;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Times what is put on a stream, by the events of the GPU; and plain copies to compare with. */
final class Timer {
    private static final int WARM_UPS = 20;
    private static final int SAMPLES = 50;

    /** Between two events, so that the GPU need not wait for the next launch. */
    private static final int REPEATS = 10;

    private final SymbolLookup driver;
    private final CudaStream stream;
    private final MethodHandle record;
    private final MethodHandle synchronize;
    private final MethodHandle elapsed;
    private final MethodHandle withinDevice;
    private final MethodHandle toDevice;
    private final MethodHandle toHost;
    private final long start;
    private final long end;

    @SuppressWarnings("restricted") // the driver
    Timer(CudaStream stream) {
        this.stream = stream;
        String library = System.getProperty("dysample.cuda.library");
        driver = library == null
                ? SymbolLookup.libraryLookup("libcuda.so.1", Arena.global())
                : SymbolLookup.libraryLookup(Path.of(library), Arena.global());
        record = bind("cuEventRecord", JAVA_LONG, JAVA_LONG);
        synchronize = bind("cuEventSynchronize", JAVA_LONG);
        elapsed = bind("cuEventElapsedTime", ADDRESS, JAVA_LONG, JAVA_LONG);
        withinDevice = bind("cuMemcpyDtoDAsync_v2", JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
        toDevice = bind("cuMemcpyHtoDAsync_v2", JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
        toHost = bind("cuMemcpyDtoHAsync_v2", JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
        start = event();
        end = event();
    }

    @SuppressWarnings("restricted") // the signatures are cuda.h's
    private MethodHandle bind(String name, MemoryLayout... parameters) {
        return Linker.nativeLinker().downcallHandle(
                driver.find(name).orElseThrow(), FunctionDescriptor.of(JAVA_INT, parameters));
    }

    private void call(MethodHandle function, Object... arguments) {
        try {
            int result = (int) function.invokeWithArguments(arguments);
            if (result != 0) {
                throw new IllegalStateException(function + " gave " + result);
            }
        } catch (RuntimeException failed) {
            throw failed;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private long event() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment event = arena.allocate(JAVA_LONG);
            call(bind("cuEventCreate", ADDRESS, JAVA_INT), event, 0);
            return event.get(JAVA_LONG, 0);
        }
    }

    /** {@return milliseconds of work that is put on the stream; it is told which turn it is} */
    Statistics millis(IntConsumer work) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment milliseconds = arena.allocate(JAVA_FLOAT);
            AtomicInteger turn = new AtomicInteger();
            return Statistics.ofRepeated(WARM_UPS, SAMPLES, () -> {
                call(record, start, stream.handle());
                for (int repeat = 0; repeat < REPEATS; repeat++) {
                    work.accept(turn.getAndIncrement());
                }
                call(record, end, stream.handle());
                call(synchronize, end);
                call(elapsed, milliseconds, start, end);
                return milliseconds.get(JAVA_FLOAT, 0) / REPEATS;
            });
        }
    }

    /** {@return milliseconds of work of the host, which waits for it} */
    static Statistics millisOnHost(Runnable work) {
        return Statistics.ofRepeated(WARM_UPS, SAMPLES, () -> {
            long begin = System.nanoTime();
            work.run();
            return (System.nanoTime() - begin) / 1e6;
        });
    }

    private void copy(MethodHandle way, long target, long source, long bytes) {
        try {
            int result = (int) way.invokeExact(target, source, bytes, stream.handle());
            if (result != 0) {
                throw new IllegalStateException("a copy gave " + result);
            }
        } catch (RuntimeException failed) {
            throw failed;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Puts a copy within the device on the stream. */
    void copy(long target, long source, long bytes) {
        copy(withinDevice, target, source, bytes);
    }

    /** Puts a copy to the device on the stream. */
    void toDevice(long target, long source, long bytes) {
        copy(toDevice, target, source, bytes);
    }

    /** Puts a copy to the host on the stream. */
    void toHost(long target, long source, long bytes) {
        copy(toHost, target, source, bytes);
    }

    /** {@return memory of the host that the device reads by itself} */
    long pinned(long bytes) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment address = arena.allocate(JAVA_LONG);
            call(bind("cuMemHostAlloc", ADDRESS, JAVA_LONG, JAVA_INT), address, bytes, 0);
            return address.get(JAVA_LONG, 0);
        }
    }
}
