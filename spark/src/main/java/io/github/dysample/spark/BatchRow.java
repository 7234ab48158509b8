package io.github.dysample.spark;

import org.apache.spark.sql.catalyst.InternalRow;

/**
 * A row of a batch that was read and not given out yet. Neither cell nor fault: the cell is null.
 *
 * @param number the rows of the task before it
 * @param columns a copy of the row, of its own
 * @param cell what there is to upsample, or null
 * @param fault why it cannot be upsampled, or null
 */
record BatchRow(long number, InternalRow columns, Cell cell, BadRowException fault) {}
