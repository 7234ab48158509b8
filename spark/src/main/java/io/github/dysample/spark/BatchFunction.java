package io.github.dysample.spark;

import io.github.dysample.DySample;
import java.io.Serializable;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;

/**
 * The function that Spark calls for the rows of a partition, if rows are upsampled in batches. It takes each row as one
 * struct and gives structs of that row, the cell that comes out and the reason why there is none.
 *
 * <p>Each task has a copy of its own, which is why it can count rows.
 */
@SuppressWarnings("serial") // broadcasts can be serialised; their abstract class does not say so
final class BatchFunction extends AbstractFunction1<Iterator<Object>, Iterator<Object>> implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The fields of a struct that comes out. */
    static final int ROW = 0;
    static final int VALUE = 1;
    static final int REASON = 2;

    private final Broadcast<SharedLayer> shared;
    private final ColumnKind kind;
    private final int column;
    private final InvalidRows invalid;
    private final int batch;

    private transient long rows;

    /**
     * Takes what to compute.
     *
     * @param shared the layer
     * @param kind what the column holds
     * @param column its place in the row
     * @param invalid what becomes of bad rows
     * @param batch how many rows one call of the layer may have
     */
    BatchFunction(Broadcast<SharedLayer> shared, ColumnKind kind, int column, InvalidRows invalid, int batch) {
        this.shared = shared;
        this.kind = kind;
        this.column = column;
        this.invalid = invalid;
        this.batch = batch;
    }

    /** {@return the type of what comes out} */
    StructType resultType(DataType row) {
        return new StructType()
                .add("row", row, false)
                .add("value", kind.type())
                .add("reason", DataTypes.StringType);
    }

    @Override
    public Iterator<Object> apply(Iterator<Object> input) {
        return new BatchIterator(this, input);
    }

    ColumnKind kind() {
        return kind;
    }

    int column() {
        return column;
    }

    InvalidRows invalid() {
        return invalid;
    }

    int batch() {
        return batch;
    }

    DySample layer() {
        return shared.value().layer();
    }

    /** {@return the number of the next row of the task} */
    long nextNumber() {
        return rows++;
    }

    @Override
    public String toString() {
        return "dysample(batch " + batch + ")";
    }
}
