package io.github.dysample.internal.vector;

import static io.github.dysample.internal.vector.Lanes.COUNT;
import static io.github.dysample.internal.vector.Lanes.FLOATS;
import static io.github.dysample.internal.vector.Lanes.INTS;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/**
 * Gives the gradient of every output to the four pixels that it read. Lanes are channels, so each output adds to each
 * of its pixels by one multiplication, wherever they are, and in order.
 *
 * <p>The sums lie in rows of a ring, as many as offsets can reach from the rows of a plan; a row that no later output
 * can reach moves to the map, and makes room. With far offsets the ring is the map. One row and one column more
 * than the map take what belongs to no pixel.
 */
final class Scatter {
    private static final int FAR_BITS = Float.floatToRawIntBits(0x1p20f);

    private int height;
    private int width;
    private int channels;
    private int reach; // rows between an input row and those its outputs may read, at the most
    private int ringRows;
    private int done; // rows that have moved to the map
    private float[] ring = {}; // [channels / COUNT][ringRows][width + 1][COUNT]

    // Of each output of a plan, the weights of its four pixels, and where those are in the ring.
    private float[] nw = {};
    private float[] ne = {};
    private float[] sw = {};
    private float[] se = {};
    private int[] north = {};
    private int[] south = {};

    private float[] packed = {}; // [columns][COUNT], the gradients of one output row
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
        this.channels = channels;
        reach = reach(offsets, from, count);
        ringRows = (int) Math.min(height + 1L, rows + 2L * reach + 1);
        done = 0;
        int size = Math.ceilDiv(channels, COUNT) * ringRows * (width + 1) * COUNT;
        if (ring.length < size) {
            ring = new float[size];
        } else {
            Arrays.fill(ring, 0, size, 0f);
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
        int bits = largest.reduceLanes(jdk.incubator.vector.VectorOperators.MAX);
        for (; i < count; i++) {
            bits = Math.max(bits, Float.floatToRawIntBits(offsets[from + i]) & Integer.MAX_VALUE);
        }
        return bits >= FAR_BITS ? Integer.MAX_VALUE / 4 : (int) Math.ceil(Float.intBitsToFloat(bits));
    }

    /**
     * Adds the outputs of a plan, and moves the rows that no later plan reaches.
     *
     * @param plan of whole input rows, which follow those of the plan before
     * @param nextRow the input row after the last one of the plan
     * @param grad holds the gradients of the plan's outputs of channel c from {@code gradFrom + c * gradStride} on
     * @param gradX takes channel c from {@code to + c * height * width} on
     */
    void run(SamplePlan plan, int nextRow, float[] grad, int gradFrom, int gradStride, float[] gradX, int to) {
        prepare(plan);
        int end = nextRow == height ? height : Math.max(done, nextRow - reach);
        int chunkSize = ringRows * (width + 1) * COUNT;
        for (int c = 0; c < channels; c += COUNT) {
            int some = Math.min(COUNT, channels - c);
            int chunk = c / COUNT * chunkSize;
            for (int output = 0; output < plan.count; output += plan.columns) {
                Transposition.pack(grad, gradFrom + c * gradStride + output, gradStride, some, plan.columns,
                        packed, 0, scratch);
                add(output, plan.columns, chunk);
            }
            for (int row = done; row < end; row++) {
                int from = chunk + row % ringRows * (width + 1) * COUNT;
                Transposition.unpack(ring, from, width,
                        gradX, to + c * height * width + row * width, height * width, some, scratch);
                Arrays.fill(ring, from, from + (width + 1) * COUNT, 0f);
            }
        }
        done = end;
    }

    private void prepare(SamplePlan plan) {
        if (nw.length < plan.x0.length) {
            nw = new float[plan.x0.length];
            ne = new float[plan.x0.length];
            sw = new float[plan.x0.length];
            se = new float[plan.x0.length];
            north = new int[plan.x0.length];
            south = new int[plan.x0.length];
        }
        if (packed.length < plan.columns * COUNT) {
            packed = new float[plan.columns * COUNT];
        }
        for (int i = 0; i < plan.count; i += COUNT) {
            FloatVector one = FloatVector.broadcast(FLOATS, 1f);
            FloatVector fx = FloatVector.fromArray(FLOATS, plan.fx, i);
            FloatVector fy = FloatVector.fromArray(FLOATS, plan.fy, i);
            one.sub(fx).mul(one.sub(fy)).intoArray(nw, i);
            fx.mul(one.sub(fy)).intoArray(ne, i);
            one.sub(fx).mul(fy).intoArray(sw, i);
            fx.mul(fy).intoArray(se, i);
        }
        int row = (width + 1) * COUNT;
        for (int i = 0; i < plan.count; i++) {
            north[i] = plan.y0[i] % ringRows * row + plan.x0[i] * COUNT;
            south[i] = (plan.y0[i] + 1) % ringRows * row + plan.x0[i] * COUNT;
        }
    }

    private void add(int output, int count, int chunk) {
        float[] sums = ring;
        float[] grads = packed;
        for (int i = 0; i < count; i++) {
            FloatVector g = FloatVector.fromArray(FLOATS, grads, i * COUNT);
            int upper = chunk + north[output + i];
            int lower = chunk + south[output + i];
            g.fma(FloatVector.broadcast(FLOATS, nw[output + i]), FloatVector.fromArray(FLOATS, sums, upper))
                    .intoArray(sums, upper);
            g.fma(FloatVector.broadcast(FLOATS, ne[output + i]), FloatVector.fromArray(FLOATS, sums, upper + COUNT))
                    .intoArray(sums, upper + COUNT);
            g.fma(FloatVector.broadcast(FLOATS, sw[output + i]), FloatVector.fromArray(FLOATS, sums, lower))
                    .intoArray(sums, lower);
            g.fma(FloatVector.broadcast(FLOATS, se[output + i]), FloatVector.fromArray(FLOATS, sums, lower + COUNT))
                    .intoArray(sums, lower + COUNT);
        }
    }
}
