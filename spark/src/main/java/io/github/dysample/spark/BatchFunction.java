package io.github.dysample.spark;

import java.io.Serializable;
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
final class BatchFunction extends AbstractFunction1<Iterator<Object>, Iterator<Object>> implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The fields of a struct that comes out. */
    static final int ROW = 0;
    static final int VALUE = 1;
    static final int REASON = 2;

    private final BatchWork work;

    private transient long rows;

    BatchFunction(BatchWork work) {
        this.work = work;
    }

    /** {@return the type of what comes out} */
    StructType resultType(DataType row) {
        return new StructType()
                .add("row", row, false)
                .add("value", work.kind().type())
                .add("reason", DataTypes.StringType);
    }

    @Override
    public Iterator<Object> apply(Iterator<Object> input) {
        return new BatchIterator(work, input, () -> rows++);
    }

    @Override
    public String toString() {
        return "dysample(batch " + work.batch() + ")";
    }
}
