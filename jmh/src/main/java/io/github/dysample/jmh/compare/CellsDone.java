package io.github.dysample.jmh.compare;

import io.github.dysample.jmh.report.Cell;

/** Lines that say how far the comparison has come. */
final class CellsDone {
    private static final double NANOS_PER_MINUTE = 60e9;

    private final int cells;
    private final long start = System.nanoTime();
    private int done;

    CellsDone(int cells) {
        this.cells = cells;
    }

    void done(Cell cell, String text) {
        done++;
        double minutes = (System.nanoTime() - start) / NANOS_PER_MINUTE * (cells - done) / done;
        System.out.printf("[%d/%d] %-44s %s, %.0f min left%n", done, cells, cell.text(), text, minutes);
    }
}
