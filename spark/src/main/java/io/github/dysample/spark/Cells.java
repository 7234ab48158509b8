package io.github.dysample.spark;

import io.github.dysample.DySample;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Upsamples the cells of a column one after the other, as one task does, in Spark's own form of them: rows become
 * objects of Java nowhere, which would take longer than the layer does.
 */
interface Cells {
    /**
     * Upsamples a cell.
     *
     * @param row a row with one column, which is not null
     * @param layer the layer
     * @return the cell that comes out; the next call may write over it, as Spark's own expressions do
     * @throws BadRowException if the cell holds something that cannot be upsampled
     */
    Object upsample(InternalRow row, DySample layer) throws BadRowException;
}
