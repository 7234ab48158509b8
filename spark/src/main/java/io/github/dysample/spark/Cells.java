package io.github.dysample.spark;

import io.github.dysample.DySampleConfig;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Reads the cells of a column, as one task does, in Spark's own form of them: rows become objects of Java nowhere,
 * which would take longer than the layer does.
 */
@FunctionalInterface
interface Cells {
    /**
     * Reads a cell.
     *
     * @param row a row that stays what it is until the cell's result is made
     * @param column the place in it of the cell, which is not null
     * @param config of the layer
     * @return the cell, which the layer can upsample
     * @throws BadRowException if the cell holds something that cannot be upsampled
     */
    Cell read(InternalRow row, int column, DySampleConfig config) throws BadRowException;
}
