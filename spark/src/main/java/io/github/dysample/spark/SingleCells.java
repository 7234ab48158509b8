package io.github.dysample.spark;

import io.github.dysample.DySample;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;

/** Upsamples one cell after the other, as one task does, each in a call of its own. */
final class SingleCells {
    private final Cells cells;
    private final LayerCall call = new LayerCall();

    SingleCells(ColumnKind kind) {
        cells = kind.cells();
    }

    /**
     * Upsamples a cell.
     *
     * @param row a row with one column, which is not null
     * @param layer the layer
     * @return the cell that comes out; the next call may write over it
     * @throws BadRowException if the cell holds something that cannot be upsampled
     */
    Object upsample(InternalRow row, DySample layer) throws BadRowException {
        Cell cell = cells.read(row, 0, layer.config());
        return cell.result(call.forward(List.of(cell), layer), 0);
    }
}
