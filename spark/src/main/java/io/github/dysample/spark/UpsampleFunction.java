package io.github.dysample.spark;

import io.github.dysample.DySample;
import java.io.Serializable;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.connector.catalog.functions.ScalarFunction;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The function that Spark calls for each cell. With {@link InvalidRows#ERROR} its result is the cell, else a struct of
 * the cell and the reason why there is none, one of which is null.
 *
 * <p>Each task has a copy of its own, which is why it can keep buffers and count rows.
 */
@SuppressWarnings("serial") // broadcasts and types can be serialised; their abstract classes do not say so
final class UpsampleFunction implements ScalarFunction<Object>, Serializable {
    private static final long serialVersionUID = 1L;

    /** The fields of the struct. */
    static final String VALUE = "value";
    static final String REASON = "reason";

    private final Broadcast<SharedLayer> shared;
    private final ColumnKind kind;
    private final DataType inputType;
    private final InvalidRows invalid;

    private transient SingleCells cells;
    private transient DySample layer;
    private transient long rows;

    /**
     * Takes what to compute.
     *
     * @param shared the layer
     * @param kind what the column holds
     * @param inputType the type of the column
     * @param invalid what becomes of bad rows
     */
    UpsampleFunction(Broadcast<SharedLayer> shared, ColumnKind kind, DataType inputType, InvalidRows invalid) {
        this.shared = shared;
        this.kind = kind;
        this.inputType = inputType;
        this.invalid = invalid;
    }

    @Override
    public String name() {
        return "dysample";
    }

    @Override
    public DataType[] inputTypes() {
        return new DataType[] {inputType};
    }

    @Override
    public DataType resultType() {
        return invalid == InvalidRows.ERROR
                ? kind.type()
                : new StructType().add(VALUE, kind.type()).add(REASON, DataTypes.StringType);
    }

    /**
     * It always gives the same; but where a filter asks for the result of a function that says so, Spark calls it
     * twice. One call costs more than all else that is done with a row, and rows are numbered by it.
     */
    @Override
    public boolean isDeterministic() {
        return false;
    }

    @Override
    public Object produceResult(InternalRow input) {
        TaskContext task = TaskContext.get();
        long row = rows++;
        try {
            Object value = input.isNullAt(0) ? null : cells(task).upsample(input, layer());
            return invalid == InvalidRows.ERROR ? value : struct(value, null);
        } catch (BadRowException bad) {
            if (invalid == InvalidRows.ERROR) {
                throw bad.ofRow(task, row);
            }
            return struct(null, UTF8String.fromString(bad.getMessage()));
        }
    }

    /** Small tables are computed on the driver, where several threads may use one copy. */
    private SingleCells cells(TaskContext task) {
        if (task == null) {
            return new SingleCells(kind);
        }
        if (cells == null) {
            cells = new SingleCells(kind);
        }
        return cells;
    }

    private DySample layer() {
        if (layer == null) {
            layer = shared.value().layer();
        }
        return layer;
    }

    @Override
    public String toString() {
        return name();
    }

    private static InternalRow struct(Object value, UTF8String reason) {
        return new GenericInternalRow(new Object[] {value, reason});
    }
}
