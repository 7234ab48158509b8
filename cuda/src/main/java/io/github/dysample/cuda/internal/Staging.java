package io.github.dysample.cuda.internal;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import io.github.dysample.spi.Workers;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The way between arrays of Java and a GPU, for one call at a time: a stream, and memory of the host that the GPU reads
 * and writes by itself. While it copies one half of that memory, the other is filled or emptied.
 */
final class Staging {
    /** Floats that are copied in one piece; small enough for several threads, large enough for the bus. */
    private static final int PIECE = 1 << 18;

    private static final int PIECES = 8;
    private static final int HALF = PIECES * PIECE;

    private final GpuContext context;
    private final long stream;
    private final long[] events = new long[2];
    private final MemorySegment host;
    private final Launcher launcher;
    private final Deque<Runnable> release = new ArrayDeque<>(); // what was taken last comes first

    @SuppressWarnings("restricted") // as many bytes as were allocated
    Staging(GpuContext context) {
        this.context = context;
        long bytes = 2L * HALF * Float.BYTES;
        host = MemorySegment.ofAddress(context.current().allocateHost(bytes)).reinterpret(bytes);
        release.addFirst(() -> context.current().freeHost(host.address()));
        try {
            stream = context.current().createStream();
            release.addFirst(() -> context.current().destroyStream(stream));
            for (int half = 0; half < events.length; half++) {
                long event = context.current().createEvent();
                events[half] = event;
                release.addFirst(() -> context.current().destroyEvent(event));
            }
        } catch (RuntimeException failed) {
            close();
            throw failed;
        }
        launcher = new Launcher(context, stream);
    }

    /** Gives everything back. */
    void close() {
        release.forEach(Runnable::run);
    }

    /** {@return what puts kernels on the stream} */
    Launcher launcher() {
        return launcher;
    }

    /** Copies an array to the device, on the stream; work that is put on the stream afterwards sees it. */
    void upload(float[] source, long target, Workers workers) {
        for (int turn = 0; turn < turns(source.length); turn++) {
            int from = turn * HALF;
            int to = turn % 2 * HALF;
            int count = Math.min(HALF, source.length - from);
            context.current().awaitEvent(events[turn % 2]);
            eachPiece(count, workers, (at, length) -> MemorySegment.copy(
                    source, from + at, host, JAVA_FLOAT, bytes(to + at), length));
            context.current().copyToDevice(target + bytes(from), host.address() + bytes(to), bytes(count), stream);
            context.current().record(events[turn % 2], stream);
        }
    }

    /** Copies from the device to an array what the stream has made, and waits for it. */
    void download(long source, float[] target, Workers workers) {
        fetch(source, target.length, 0);
        fetch(source, target.length, 1);
        for (int turn = 0; turn < turns(target.length); turn++) {
            int to = turn * HALF;
            int from = turn % 2 * HALF;
            context.current().awaitEvent(events[turn % 2]);
            eachPiece(Math.min(HALF, target.length - to), workers, (at, length) -> MemorySegment.copy(
                    host, JAVA_FLOAT, bytes(from + at), target, to + at, length));
            fetch(source, target.length, turn + 2);
        }
        launcher.await();
    }

    /** Begins to copy what one turn is to find in its half. */
    private void fetch(long source, int length, int turn) {
        if (turn < turns(length)) {
            int from = turn * HALF;
            long bytes = bytes(Math.min(HALF, length - from));
            context.current().copyToHost(host.address() + bytes(turn % 2 * HALF), source + bytes(from), bytes, stream);
            context.current().record(events[turn % 2], stream);
        }
    }

    private static int turns(int length) {
        return Math.ceilDiv(length, HALF);
    }

    private interface Piece {
        void copy(int at, int length);
    }

    private static void eachPiece(int count, Workers workers, Piece piece) {
        int pieces = Math.ceilDiv(count, PIECE);
        workers.run(pieces, index -> piece.copy(index * PIECE, Math.min(PIECE, count - index * PIECE)));
    }

    private static long bytes(int floats) {
        return (long) floats * Float.BYTES;
    }
}
