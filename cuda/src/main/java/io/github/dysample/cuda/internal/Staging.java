package io.github.dysample.cuda.internal;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import io.github.dysample.spi.Workers;
import java.lang.foreign.MemorySegment;

/**
 * The way between arrays of Java and a GPU, for one call at a time: a stream, and memory of the host that the GPU reads
 * and writes by itself. While it copies one half of that memory, the other is filled or emptied.
 */
final class Staging {
    /** Floats that are copied in one piece; small enough for several threads, large enough for the bus. */
    private static final int PIECE = 1 << 18;

    private static final int PIECES = 8;
    private static final int HALF = PIECES * PIECE;

    private final Gpu gpu;
    private final long stream;
    private final long[] events = new long[2];
    private final MemorySegment host;
    private final Launcher launcher;

    @SuppressWarnings("restricted") // as many bytes as were allocated
    Staging(Gpu gpu) {
        this.gpu = gpu;
        long bytes = 2L * HALF * Float.BYTES;
        host = MemorySegment.ofAddress(gpu.current().allocateHost(bytes)).reinterpret(bytes);
        stream = gpu.current().createStream();
        launcher = new Launcher(gpu, stream);
        for (int half = 0; half < events.length; half++) {
            events[half] = gpu.current().createEvent();
        }
    }

    /** {@return what puts kernels on the stream} */
    Launcher launcher() {
        return launcher;
    }

    void await() {
        gpu.current().synchronize(stream);
    }

    /** Copies an array to the device, on the stream; work that is put on the stream afterwards sees it. */
    void upload(float[] source, long target, Workers workers) {
        int half = 0;
        for (int done = 0; done < source.length; done += HALF, half = 1 - half) {
            int from = done;
            int to = half * HALF;
            int count = Math.min(HALF, source.length - done);
            gpu.current().awaitEvent(events[half]);
            eachPiece(count, workers, (at, length) -> MemorySegment.copy(
                    source, from + at, host, JAVA_FLOAT, (long) (to + at) * Float.BYTES, length));
            gpu.current().copyToDevice(address(target, from), address(host.address(), to), bytes(count), stream);
            gpu.current().record(events[half], stream);
        }
    }

    /** Copies from the device to an array what the stream has made, and waits for it. */
    void download(long source, float[] target, Workers workers) {
        fetch(source, target.length, 0, 0);
        fetch(source, target.length, HALF, 1);
        int half = 0;
        for (int done = 0; done < target.length; done += HALF, half = 1 - half) {
            int to = done;
            int from = half * HALF;
            gpu.current().awaitEvent(events[half]);
            eachPiece(Math.min(HALF, target.length - done), workers, (at, length) -> MemorySegment.copy(
                    host, JAVA_FLOAT, (long) (from + at) * Float.BYTES, target, to + at, length));
            fetch(source, target.length, done + 2 * HALF, half);
        }
        await();
    }

    private void fetch(long source, int length, int from, int half) {
        if (from >= 0 && from < length) {
            long bytes = bytes(Math.min(HALF, length - from));
            gpu.current().copyToHost(address(host.address(), half * HALF), address(source, from), bytes, stream);
            gpu.current().record(events[half], stream);
        }
    }

    private interface Piece {
        void copy(int at, int length);
    }

    private static void eachPiece(int count, Workers workers, Piece piece) {
        int pieces = (count + PIECE - 1) / PIECE;
        workers.run(pieces, index -> piece.copy(index * PIECE, Math.min(PIECE, count - index * PIECE)));
    }

    private static long address(long base, int floats) {
        return base + bytes(floats);
    }

    private static long bytes(int floats) {
        return (long) floats * Float.BYTES;
    }
}
