package io.github.dysample.measure;

import io.github.dysample.Tensor;
import io.github.dysample.spi.Workers;
import java.util.function.IntConsumer;

/**
 * The floor under any upsampling: a plain loop that reads the input once and writes as much as the layer does, in the
 * order of the output. It computes nothing. Leaving a whole output behind by ordinary stores cannot be much faster, so
 * it tells how good a time is on any machine. It allocates nothing on one thread.
 */
public final class CopyLoop implements Runnable {
    /** Input rows to a piece of work, so that handing out pieces costs next to nothing. */
    private static final int ROWS = 64;

    private final float[] x; // [rows][width]
    private final float[] out; // [rows][copies][width]
    private final int width;
    private final int rows;
    private final int copies;
    private final Workers workers;
    private final IntConsumer piece = this::copyPiece;

    /**
     * A loop over given tensors.
     *
     * @param x (B, C, H, W), the input
     * @param out (B, C, sH, sW), the output
     * @param workers the threads that copy
     * @throws IllegalArgumentException if the output is not a whole number of inputs
     */
    public CopyLoop(Tensor x, Tensor out, Workers workers) {
        if (out.data().length % x.data().length != 0) {
            throw new IllegalArgumentException(
                    "an output " + out.shapeString() + " is not a whole number of inputs " + x.shapeString());
        }
        this.x = x.data();
        this.out = out.data();
        this.width = x.w();
        this.rows = x.data().length / x.w();
        this.copies = out.data().length / x.data().length;
        this.workers = workers;
    }

    /** Writes each row of the input s² times. */
    @Override
    public void run() {
        workers.run(Math.ceilDiv(rows, ROWS), piece);
    }

    private void copyPiece(int index) {
        int end = Math.min(rows, (index + 1) * ROWS);
        for (int row = index * ROWS; row < end; row++) {
            for (int copy = 0; copy < copies; copy++) {
                copyRow(x, row * width, out, (row * copies + copy) * width, width);
            }
        }
    }

    private static void copyRow(float[] source, int from, float[] target, int to, int length) {
        // A loop, because System.arraycopy bypasses the cache for long copies, which nothing else in Java can do.
        for (int i = 0; i < length; i++) {
            target[to + i] = source[from + i];
        }
    }
}
