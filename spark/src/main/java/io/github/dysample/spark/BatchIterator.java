package io.github.dysample.spark;

import io.github.dysample.DySample;
import io.github.dysample.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.LongSupplier;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import scala.collection.AbstractIterator;
import scala.collection.Iterator;

/**
 * Upsamples the rows of a partition in their order. A batch is as many rows as the work says, nulls and bad rows
 * among them; it ends earlier before a cell of another shape and before one that no longer fits into the tensor.
 * Results stay in the layer's output until they are asked for, and each is written over the one before.
 */
final class BatchIterator extends AbstractIterator<Object> {
    private final BatchWork work;
    private final Iterator<Object> input;
    private final LongSupplier numbers; // of the rows of the task
    private final Cells cells;
    private final LayerCall call = new LayerCall();
    private final ArrayDeque<BatchRow> batch = new ArrayDeque<>();
    private DySample layer;
    /** The row that ended the batch and begins the next one, or null. */
    private BatchRow ahead;
    /** What the layer made of the batch; the cells of the rows that are left begin at this item. */
    private Tensor y;
    private int item;
    private InternalRow next;

    BatchIterator(BatchWork work, Iterator<Object> input, LongSupplier numbers) {
        this.work = work;
        this.input = input;
        this.numbers = numbers;
        cells = work.kind().cells();
    }

    @Override
    public boolean hasNext() {
        while (next == null) {
            if (batch.isEmpty() && !readBatch()) {
                return false;
            }
            next = result(batch.remove());
        }
        return true;
    }

    @Override
    public InternalRow next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        InternalRow result = next;
        next = null;
        return result;
    }

    /** {@return whether there was a row} */
    private boolean readBatch() {
        List<Cell> together = new ArrayList<>();
        long items = 0;
        while (batch.size() < work.batch() && (ahead != null || input.hasNext())) {
            BatchRow row = ahead == null ? read() : ahead;
            ahead = null;
            Cell cell = row.cell();
            if (cell != null) {
                if (!together.isEmpty() && !fits(together.getFirst(), items, cell)) {
                    ahead = row;
                    break;
                }
                together.add(cell);
                items += cell.n();
            }
            batch.add(row);
        }
        if (!together.isEmpty()) {
            y = call.forward(together, layer());
            item = 0;
        }
        return !batch.isEmpty();
    }

    private BatchRow read() {
        InternalRow row = ((InternalRow) input.next()).copy(); // the next one may be written over it
        long number = numbers.getAsLong();
        if (row.isNullAt(work.column())) {
            return new BatchRow(number, row, null, null);
        }
        try {
            return new BatchRow(number, row, cells.read(row, work.column(), layer().config()), null);
        } catch (BadRowException bad) {
            return new BatchRow(number, row, null, bad);
        }
    }

    private boolean fits(Cell first, long items, Cell cell) {
        return cell.c() == first.c() && cell.h() == first.h() && cell.w() == first.w()
                && LayerInput.fits(layer().config(), items + cell.n(), cell.c(), cell.h(), cell.w());
    }

    /** {@return the row that comes out, or null if it is left out} */
    private InternalRow result(BatchRow row) {
        try {
            return result(row.columns(), value(row), null);
        } catch (BadRowException bad) {
            return switch (work.invalid()) {
                case ERROR -> throw bad.ofRow(TaskContext.get(), row.number());
                case SKIP -> null;
                case KEEP -> result(row.columns(), null, UTF8String.fromString(bad.getMessage()));
            };
        }
    }

    private Object value(BatchRow row) throws BadRowException {
        if (row.fault() != null) {
            throw row.fault();
        }
        if (row.cell() == null) {
            return null;
        }
        int start = item;
        item += row.cell().n();
        return row.cell().result(y, start);
    }

    private static InternalRow result(InternalRow columns, Object value, UTF8String reason) {
        return new GenericInternalRow(new Object[] {columns, value, reason});
    }

    private DySample layer() {
        if (layer == null) {
            layer = work.layer();
        }
        return layer;
    }
}
