package io.github.dysample.spark;

import io.github.dysample.Tensor;

/** What one cell of a column asks of the layer: so many items of one shape, and their results as a cell. */
interface Cell {
    /** {@return the number of items; a map or a picture by itself is one} */
    int n();

    /** {@return the channels of an item} */
    int c();

    /** {@return the height of an item} */
    int h();

    /** {@return the width of an item} */
    int w();

    /**
     * Copies the items, one behind the other.
     *
     * @param x where to, of the items' shape
     * @param item the first item of x to write
     */
    void copyTo(Tensor x, int item);

    /**
     * Makes a cell of what the layer made of the items; to be called once for each result of the layer.
     *
     * @param y what the layer made; may be changed where the items of this cell are
     * @param item the first item of y that belongs to this cell
     * @return the cell; the next call for a cell of the same column may write over it, as Spark's own expressions do
     * @throws BadRowException if a cell cannot hold so much
     */
    Object result(Tensor y, int item) throws BadRowException;
}
