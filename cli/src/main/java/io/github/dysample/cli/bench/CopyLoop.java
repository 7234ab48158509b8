package io.github.dysample.cli.bench;

import io.github.dysample.Tensor;
import io.github.dysample.spi.Workers;
import java.util.function.IntConsumer;

/**
 * The floor: a plain loop that reads the input once and writes as much as the layer does. What leaves a whole output
 * behind by ordinary stores cannot be much faster, so it tells how good a time is on any machine.
 */
final class CopyLoop implements Runnable {
    private static final int PIECES_PER_THREAD = 4; // so that no thread waits long for the last piece of another

    private final float[] x; // [rows][width]
    private final float[] out; // [rows][copies][width]
    private final int width;
    private final int copies;
    private final int pieces;
    private final Workers workers;
    private final IntConsumer work = this::copyPiece;

    CopyLoop(Tensor x, Tensor out, Workers workers) {
        this.x = x.data();
        this.out = out.data();
        this.width = x.w();
        this.copies = out.data().length / x.data().length;
        this.pieces = workers.width() == 1 ? 1 : PIECES_PER_THREAD * workers.width();
        this.workers = workers;
    }

    @Override
    public void run() {
        workers.run(pieces, work);
    }

    private void copyPiece(int piece) {
        long rows = x.length / width;
        int end = (int) (rows * (piece + 1) / pieces);
        for (int row = (int) (rows * piece / pieces); row < end; row++) {
            for (int copy = 0; copy < copies; copy++) {
                copyRow(row * width, (row * copies + copy) * width);
            }
        }
    }

    private void copyRow(int from, int to) {
        for (int i = 0; i < width; i++) {
            out[to + i] = x[from + i];
        }
    }
}
