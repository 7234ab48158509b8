package io.github.dysample.internal.vector;

import static io.github.dysample.internal.vector.Lanes.COUNT;
import static io.github.dysample.internal.vector.Lanes.FLOATS;
import static io.github.dysample.internal.vector.Lanes.INTS;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Gives the gradient of every output to the four pixels that it read. Lanes are channels, so each output adds to each
 * of its pixels by one multiplication, wherever they are, and in order.
 *
 * <p>The sums lie in rows of a ring, as many as offsets can reach from the rows of a plan; a row that no later output
 * can reach moves to the map, and makes room. With far offsets the ring is the map. One row and one column more
 * than the map take what belongs to no pixel.
 *
 * <p>The ring lies outside the heap, where it can be aligned: each of its vectors is read and written many times, which
 * takes half as long again for a vector that lies in two lines of the cache.
 */
final class Scatter {
    private static final int VECTOR_BYTES = COUNT * Float.BYTES;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    /** How many times as long as needed the ring may be. */
    private static final int MOST_TIMES = 4;

    /** Positions to transpose at a time: some rows of a narrow map, or a part of a row. */
    private static final int TOGETHER = 16 * COUNT;

    private static final int FAR_BITS = Float.floatToRawIntBits(0x1p20f);

    private int height;
    private int width;
    private int reach; // rows between an input row and those its outputs may read, at the most
    private int ringRows;
    private int done; // rows that have moved to the map before the plan
    private int end; // and with it
    private MemorySegment ring = MemorySegment.NULL; // [channels / COUNT][ringRows][width + 1][COUNT]

    // Of each output of a plan, the weights of its four pixels, and which vectors of the ring they are.
    private float[] nw = {};
    private float[] ne = {};
    private float[] sw = {};
    private float[] se = {};
    private int[] north = {};
    private int[] south = {};

    private final float[] packed = new float[TOGETHER * COUNT]; // the gradients of some outputs, or some sums
    private final float[] scratch = new float[Transposition.SCRATCH];

    /**
     * Begins a map.
     *
     * @param rows input rows to a plan, at the most
     * @param offsets holds the vertical offsets of the map, {@code count} from {@code from} on
     */
    void begin(int height, int width, int channels, int rows, float[] offsets, int from, int count) {
        this.height = height;
        this.width = width;
        reach = reach(offsets, from, count);
        ringRows = (int) Math.min(height + 1L, rows + 2L * reach + 1);
        done = 0;
        end = 0;
        long size = (long) Math.ceilDiv(channels, COUNT) * ringRows * (width + 1) * VECTOR_BYTES;
        if (ring.byteSize() < size || ring.byteSize() / MOST_TIMES > size) {
            ring = Arena.ofAuto().allocate(size, VECTOR_BYTES);
        } else {
            clear(ring, size);
        }
    }

    /** Rows between an output's own input row and any it reads, at the most. */
    private static int reach(float[] offsets, int from, int count) {
        IntVector largest = IntVector.zero(INTS);
        int i = 0;
        for (; i + COUNT <= count; i += COUNT) {
            IntVector bits = FloatVector.fromArray(FLOATS, offsets, from + i).reinterpretAsInts();
            largest = largest.max(bits.and(Integer.MAX_VALUE)); // without the sign; infinity and NaN are larger still
        }
        int bits = largest.reduceLanes(VectorOperators.MAX);
        for (; i < count; i++) {
            bits = Math.max(bits, Float.floatToRawIntBits(offsets[from + i]) & Integer.MAX_VALUE);
        }
        return bits >= FAR_BITS ? Integer.MAX_VALUE / 4 : (int) Math.ceil(Float.intBitsToFloat(bits));
    }

    /**
     * Makes ready for the outputs of a plan.
     *
     * @param plan of whole input rows, which follow those of the plan before
     * @param nextRow the input row after the last one of the plan
     */
    void prepare(SamplePlan plan, int nextRow) {
        done = end;
        end = nextRow == height ? height : Math.max(done, nextRow - reach);
        locate(plan);
    }

    /**
     * Adds the outputs of the plan in some channels, and moves the rows that no later plan reaches.
     *
     * @param first the first channel, a multiple of the vector's length
     * @param some how many channels
     * @param grad holds the gradients of the plan's outputs of the i-th of them from {@code gradFrom + i * gradStride}
     *     on
     * @param gradX takes it from {@code to + i * height * width} on
     */
    void add(SamplePlan plan, int first, int some, float[] grad, int gradFrom, int gradStride, float[] gradX, int to) {
        for (int i = 0; i < some; i += COUNT) {
            long chunk = (long) (first + i) / COUNT * ringRows * (width + 1) * VECTOR_BYTES;
            vector(plan, chunk, grad, gradFrom + i * gradStride, gradStride, gradX, to + i * height * width,
                    Math.min(COUNT, some - i));
        }
    }

    /** The channels of one vector. */
    private void vector(
            SamplePlan plan, long chunk, float[] grad, int gradFrom, int gradStride, float[] gradX, int to, int some) {
        for (int output = 0; output < plan.count; output += TOGETHER) {
            int count = Math.min(TOGETHER, plan.count - output);
            Transposition.pack(grad, gradFrom + output, gradStride, some, count, packed, 0, scratch);
            add(packed, output, count, nw, ne, sw, se, north, south, ring, chunk);
        }
        int rows = Math.max(1, TOGETHER / width);
        for (int row = done; row < end; row += rows) {
            finish(row, Math.min(rows, end - row), chunk, gradX, to, some);
        }
    }

    /** Moves rows of sums to the map: as many as are transposed at a time, or one, in parts. */
    private void finish(int row, int rows, long chunk, float[] gradX, int to, int some) {
        for (int column = 0; column < width; column += TOGETHER) {
            int columns = Math.min(TOGETHER, width - column);
            for (int i = 0; i < rows; i++) {
                long inRing = (long) ((row + i) % ringRows) * (width + 1) + column;
                take(ring, chunk + inRing * VECTOR_BYTES, packed, i * columns, columns);
            }
            Transposition.unpack(packed, 0, rows * columns, gradX, to + row * width + column, height * width, some,
                    scratch);
        }
        for (int i = 0; i < rows; i++) {
            long beyond = (long) ((row + i) % ringRows) * (width + 1) + width;
            FloatVector.zero(FLOATS).intoMemorySegment(ring, chunk + beyond * VECTOR_BYTES, ORDER);
        }
    }

    private void locate(SamplePlan plan) {
        if (nw.length < plan.x0.length) {
            nw = new float[plan.x0.length];
            ne = new float[plan.x0.length];
            sw = new float[plan.x0.length];
            se = new float[plan.x0.length];
            north = new int[plan.x0.length];
            south = new int[plan.x0.length];
        }
        int begin = done / ringRows * ringRows; // of the rows in the ring, the first may be this one, or a later one
        for (int i = 0; i < plan.count; i += COUNT) {
            FloatVector one = FloatVector.broadcast(FLOATS, 1f);
            FloatVector fx = FloatVector.fromArray(FLOATS, plan.fx, i);
            FloatVector fy = FloatVector.fromArray(FLOATS, plan.fy, i);
            one.sub(fx).mul(one.sub(fy)).intoArray(nw, i);
            fx.mul(one.sub(fy)).intoArray(ne, i);
            one.sub(fx).mul(fy).intoArray(sw, i);
            fx.mul(fy).intoArray(se, i);
            IntVector column = IntVector.fromArray(INTS, plan.x0, i);
            IntVector row = IntVector.fromArray(INTS, plan.y0, i).sub(begin);
            row = row.sub(ringRows, row.compare(VectorOperators.GE, ringRows));
            IntVector next = row.add(1);
            next = next.sub(ringRows, next.compare(VectorOperators.GE, ringRows));
            row.mul(width + 1).add(column).intoArray(north, i);
            next.mul(width + 1).add(column).intoArray(south, i);
        }
    }

    private static void clear(MemorySegment sums, long bytes) {
        for (long at = 0; at < bytes; at += VECTOR_BYTES) {
            FloatVector.zero(FLOATS).intoMemorySegment(sums, at, ORDER);
        }
    }

    /** Takes sums and leaves zeros. */
    private static void take(MemorySegment sums, long from, float[] taken, int to, int count) {
        for (int i = 0; i < count; i++) {
            long at = from + (long) i * VECTOR_BYTES;
            FloatVector.fromMemorySegment(FLOATS, sums, at, ORDER).intoArray(taken, (to + i) * COUNT);
            FloatVector.zero(FLOATS).intoMemorySegment(sums, at, ORDER);
        }
    }

    private static void add(
            float[] grads, int output, int count, float[] nw, float[] ne, float[] sw, float[] se,
            int[] north, int[] south, MemorySegment sums, long chunk) {
        for (int i = 0; i < count; i++) {
            FloatVector g = FloatVector.fromArray(FLOATS, grads, i * COUNT);
            long upper = chunk + (long) north[output + i] * VECTOR_BYTES;
            long lower = chunk + (long) south[output + i] * VECTOR_BYTES;
            g.fma(FloatVector.broadcast(FLOATS, nw[output + i]),
                            FloatVector.fromMemorySegment(FLOATS, sums, upper, ORDER))
                    .intoMemorySegment(sums, upper, ORDER);
            g.fma(FloatVector.broadcast(FLOATS, ne[output + i]),
                            FloatVector.fromMemorySegment(FLOATS, sums, upper + VECTOR_BYTES, ORDER))
                    .intoMemorySegment(sums, upper + VECTOR_BYTES, ORDER);
            g.fma(FloatVector.broadcast(FLOATS, sw[output + i]),
                            FloatVector.fromMemorySegment(FLOATS, sums, lower, ORDER))
                    .intoMemorySegment(sums, lower, ORDER);
            g.fma(FloatVector.broadcast(FLOATS, se[output + i]),
                            FloatVector.fromMemorySegment(FLOATS, sums, lower + VECTOR_BYTES, ORDER))
                    .intoMemorySegment(sums, lower + VECTOR_BYTES, ORDER);
        }
    }
}
