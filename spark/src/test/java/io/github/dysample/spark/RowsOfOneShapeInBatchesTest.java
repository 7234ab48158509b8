package io.github.dysample.spark;

/** The same with rows that are computed together: 40 are five batches and five rows. */
class RowsOfOneShapeInBatchesTest extends RowsOfOneShapeTest {
    @Override
    int batch() {
        return 7;
    }
}
