package io.github.dysample.spark;

import io.github.dysample.DySampleWeights;
import io.github.dysample.Style;
import io.github.dysample.io.LayerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.ApplyFunctionExpression;
import org.apache.spark.sql.classic.ExpressionUtils;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Upsamples a column of maps or pictures by a DySample layer.
 *
 * <pre>{@code
 * Dataset<Row> larger = new DySampleTransformer()
 *         .setWeights("hdfs:///models/detector.pth")
 *         .setPrefix("neck.upsample1")
 *         .setInputCol("map")
 *         .setOutputCol("larger")
 *         .transform(maps);
 * }</pre>
 *
 * <p>The input column holds maps, {@code struct<shape:array<int>,data:array<float>>} of shape (C, H, W) or
 * (N, C, H, W); or pictures of 8 bits, grey, with colours or with alpha, in the struct of Spark's data source
 * {@code image}; or the contents of {@code .npy} files. The output column is of the same kind; a picture has the bits
 * that {@code dysample upsample} gives it. Each row has a size of its own, and null stays null.
 *
 * <p>{@link #transform} reads the weights, on the driver, and no row. They are broadcast; each executor makes one layer
 * of them, which its tasks share, and frees it with the broadcast, when nothing refers to the result of
 * {@code transform} any more. Results have the library's bits, wherever and however often a task runs.
 */
public final class DySampleTransformer extends DySampleParams implements DefaultParamsWritable {
    private static final long serialVersionUID = 1L;

    /** The column in which a result stands with the reason why there is none. */
    private static final String BOTH = "dysample result";

    /** Makes a stage with a name of its own. */
    public DySampleTransformer() {
        this(Identifiable$.MODULE$.randomUID("dysample"));
    }

    /**
     * Makes a stage.
     *
     * @param uid its name
     */
    public DySampleTransformer(String uid) {
        super(uid);
    }

    /**
     * Adds the column. Reads the weights and broadcasts them; rows are computed when the result is used.
     *
     * @param dataset a table with the input column
     * @return the table with the output column
     * @throws IllegalArgumentException if the columns do not fit, or the checkpoint has no such layer; the message says
     *     what was found and what was expected
     * @throws UncheckedIOException if the checkpoint cannot be read
     */
    @Override
    public Dataset<Row> transform(Dataset<?> dataset) {
        StructType schema = dataset.schema();
        transformSchema(schema);
        DataType type = schema.apply(getInputCol()).dataType();
        ColumnKind kind = ColumnKind.of(getInputCol(), type);
        Broadcast<SharedLayer> layer = broadcast(dataset.sparkSession(), kind);
        InvalidRows invalid = InvalidRows.named(getHandleInvalid());
        if (getBatch() > 1) {
            return inBatches(dataset, new BatchWork(
                    layer, kind, schema.fieldIndex(getInputCol()), invalid, getBatch()));
        }
        Column result = call(new UpsampleFunction(layer, kind, type, invalid),
                dataset.col(quoted(getInputCol())));
        if (invalid == InvalidRows.ERROR) {
            return dataset.withColumn(getOutputCol(), result);
        }
        Dataset<Row> both = dataset.withColumn(BOTH, result);
        Column reason = both.col(quoted(BOTH)).getField(UpsampleFunction.REASON);
        Dataset<Row> sorted = invalid == InvalidRows.SKIP
                ? both.where(reason.isNull())
                : both.withColumn(getErrorCol(), reason);
        return sorted
                .withColumn(getOutputCol(), functions.col(quoted(BOTH)).getField(UpsampleFunction.VALUE))
                .drop(BOTH);
    }

    private Dataset<Row> inBatches(Dataset<?> dataset, BatchWork work) {
        org.apache.spark.sql.classic.Dataset<?> table = (org.apache.spark.sql.classic.Dataset<?>) dataset;
        BatchPlan plan = new BatchPlan(table, new BatchFunction(work));
        if (work.invalid() == InvalidRows.KEEP) {
            plan.with(getErrorCol(), BatchFunction.REASON);
        }
        return plan.with(getOutputCol(), BatchFunction.VALUE).of(table.sparkSession());
    }

    private Broadcast<SharedLayer> broadcast(SparkSession session, ColumnKind kind) {
        SharedLayer shared = new SharedLayer(readWeights(session), getBackend(), getThreads());
        kind.check(shared.config());
        return JavaSparkContext.fromSparkContext(session.sparkContext()).broadcast(shared);
    }

    private DySampleWeights readWeights(SparkSession session) {
        LayerOptions options = new LayerOptions(given(getScale()), given(getGroups()),
                getStyle().isEmpty() ? null : Style.ofTorchName(getStyle()));
        try {
            return WeightsFile.read(getWeights(), getPrefix(), options, session.sessionState().newHadoopConf());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Integer given(int number) {
        return number == 0 ? null : number;
    }

    private static Column call(UpsampleFunction function, Column argument) {
        return ExpressionUtils.column(new ApplyFunctionExpression(function,
                CollectionConverters.asScala(List.of(ExpressionUtils.expression(argument))).toSeq()));
    }

    private static String quoted(String column) {
        return "`" + column.replace("`", "``") + "`";
    }

    /**
     * Checks the columns.
     *
     * @param schema those of the input
     * @return those of the output
     * @throws IllegalArgumentException if a parameter is missing, or the columns do not fit; the message says what
     *     was found and what was expected
     */
    @Override
    public StructType transformSchema(StructType schema) {
        require(weights());
        require(inputCol());
        ColumnKind kind = kind(schema);
        StructType result = schema;
        if (getHandleInvalid().equals(InvalidRows.KEEP.text())) {
            result = with(result, getErrorCol(), DataTypes.StringType);
        }
        return with(result, getOutputCol(), kind.type());
    }

    private static StructType with(StructType schema, String column, DataType type) {
        if (Arrays.stream(schema.fieldNames()).anyMatch(column::equalsIgnoreCase)) {
            throw new IllegalArgumentException("there is a column " + column + " already; name another one for the"
                    + " output, or drop it first: " + String.join(", ", schema.fieldNames()));
        }
        return schema.add(column, type);
    }

    private ColumnKind kind(StructType schema) {
        if (!Arrays.asList(schema.fieldNames()).contains(getInputCol())) {
            throw new IllegalArgumentException("there is no column " + getInputCol() + " (inputCol), only "
                    + String.join(", ", schema.fieldNames()));
        }
        return ColumnKind.of(getInputCol(), schema.apply(getInputCol()).dataType());
    }

    private void require(Param<String> param) {
        if (!isDefined(param)) {
            throw new IllegalArgumentException(uid() + ": " + param.name() + " is not set: " + param.doc());
        }
    }

    /**
     * Sets where the checkpoint with the layer is.
     *
     * @param value a path or URI of any file system that Hadoop knows
     * @return this stage
     */
    public DySampleTransformer setWeights(String value) {
        return with(weights(), value);
    }

    /**
     * Sets which layer of the checkpoint is meant.
     *
     * @param value the beginning of the layer's names, as `dysample layers` lists them; empty for the only layer
     * @return this stage
     */
    public DySampleTransformer setPrefix(String value) {
        return with(prefix(), value);
    }

    /**
     * Sets the factor in both directions.
     *
     * @param value at least 1 if the checkpoint leaves it open, else 0
     * @return this stage
     */
    public DySampleTransformer setScale(int value) {
        return with(scale(), value);
    }

    /**
     * Sets the groups of channels.
     *
     * @param value at least 1 if the checkpoint leaves them open, else 0
     * @return this stage
     */
    public DySampleTransformer setGroups(int value) {
        return with(groups(), value);
    }

    /**
     * Sets the order of convolution and pixel shuffle.
     *
     * @param value lp or pl if the checkpoint leaves it open, else empty
     * @return this stage
     */
    public DySampleTransformer setStyle(String value) {
        return with(style(), value);
    }

    /**
     * Sets the column that is read.
     *
     * @param value its name
     * @return this stage
     */
    public DySampleTransformer setInputCol(String value) {
        return with(inputCol(), value);
    }

    /**
     * Sets the column that is added.
     *
     * @param value a name that no column has
     * @return this stage
     */
    public DySampleTransformer setOutputCol(String value) {
        return with(outputCol(), value);
    }

    /**
     * Sets what becomes of rows that cannot be upsampled.
     *
     * @param value error: the job fails; skip: they are left out; keep: null, and the reason in the column errorCol
     * @return this stage
     */
    public DySampleTransformer setHandleInvalid(String value) {
        return with(handleInvalid(), value);
    }

    /**
     * Sets the column that is added for what is wrong with a row.
     *
     * @param value a name that no column has; used only with keep
     * @return this stage
     */
    public DySampleTransformer setErrorCol(String value) {
        return with(errorCol(), value);
    }

    /**
     * Sets the backend that computes.
     *
     * @param value its name, which each executor must have; empty for the best that each executor has
     * @return this stage
     */
    public DySampleTransformer setBackend(String value) {
        return with(backend(), value);
    }

    /**
     * Sets how many threads compute a row.
     *
     * @param value at least 1; more than 1 only if spark.task.cpus is as many
     * @return this stage
     */
    public DySampleTransformer setThreads(int value) {
        return with(threads(), value);
    }

    /**
     * Sets how many rows one call of the layer may have: consecutive rows of a task whose items have one shape. It
     * gives the same results in the same order; docs/spark.md says when it pays.
     *
     * @param value at least 1; 1 computes each row by itself
     * @return this stage
     */
    public DySampleTransformer setBatch(int value) {
        return with(batch(), value);
    }

    private <T> DySampleTransformer with(Param<T> param, T value) {
        set(param, value);
        return this;
    }

    @Override
    public DySampleTransformer copy(ParamMap extra) {
        return (DySampleTransformer) defaultCopy(extra);
    }

    /** {@return what reads a saved stage; pipelines look for it} */
    public static MLReader<DySampleTransformer> read() {
        return new DefaultParamsReader<>();
    }

    /**
     * Loads a saved stage.
     *
     * @param path where it was saved
     * @return the stage
     */
    public static DySampleTransformer load(String path) {
        return read().load(path);
    }
}
