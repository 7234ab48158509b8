package io.github.dysample.spark;

import io.github.dysample.Style;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;

/**
 * The parameters of {@link DySampleTransformer} and what they are if they are not set, apart from the stage itself as
 * Spark's own stages have theirs.
 */
public abstract class DySampleParams extends Transformer {
    private static final long serialVersionUID = 1L;

    /** The name of this stage. */
    private final String uid;

    /** Where the weights are. */
    private final Param<String> weights;
    /** Which layer of them. */
    private final Param<String> prefix;
    /** What the file leaves open: the factor. */
    private final IntParam scale;
    /** What the file leaves open: the groups. */
    private final IntParam groups;
    /** What the file leaves open: the order of convolution and pixel shuffle. */
    private final Param<String> style;
    /** The column that is read. */
    private final Param<String> inputCol;
    /** The column that is added. */
    private final Param<String> outputCol;
    /** What becomes of bad rows. */
    private final Param<String> handleInvalid;
    /** The column for what is wrong with them. */
    private final Param<String> errorCol;
    /** What computes. */
    private final Param<String> backend;
    /** How many threads compute a row. */
    private final IntParam threads;
    /** How many rows one call of the layer has. */
    private final IntParam batch;

    /**
     * Makes a stage.
     *
     * @param uid its name
     */
    DySampleParams(String uid) {
        this.uid = uid;
        weights = new Param<>(this, "weights", "the checkpoint with the layer: .pth, .pt, .safetensors, .npz or .onnx,"
                + " on any file system that Hadoop knows");
        prefix = new Param<>(this, "prefix", "which layer of the checkpoint; empty for the only one");
        scale = new IntParam(this, "scale", "the factor in both directions, if the checkpoint leaves it open; else 0",
                ParamValidators.gtEq(0));
        groups = new IntParam(this, "groups", "the groups, if the checkpoint leaves them open; else 0",
                ParamValidators.gtEq(0));
        style = new Param<>(this, "style", "lp or pl, if the checkpoint leaves it open; else empty",
                ParamValidators.inArray(List.of("", Style.LP.torchName(), Style.PL.torchName())));
        inputCol = new Param<>(this, "inputCol", "the column of maps, pictures or contents of .npy files");
        outputCol = new Param<>(this, "outputCol", "the column to add");
        handleInvalid = new Param<>(this, "handleInvalid", "what becomes of rows that cannot be upsampled: error (the"
                + " job fails), skip (they are left out) or keep (null, and the reason in the column errorCol)",
                ParamValidators.inArray(Arrays.asList(InvalidRows.texts())));
        errorCol = new Param<>(this, "errorCol", "the column to add for what is wrong with a row, if handleInvalid is"
                + " keep");
        backend = new Param<>(this, "backend", "the name of a backend; empty for the best of each executor");
        threads = new IntParam(this, "threads", "how many threads compute a row: more than 1 only if spark.task.cpus"
                + " is as many", ParamValidators.gtEq(1));
        batch = new IntParam(this, "batch", "how many consecutive rows of one shape may be computed in one call of the"
                + " layer", ParamValidators.gtEq(1));
        setDefault(prefix, "");
        setDefault(scale, 0);
        setDefault(groups, 0);
        setDefault(style, "");
        setDefault(outputCol, uid + "__output");
        setDefault(handleInvalid, InvalidRows.ERROR.text());
        setDefault(errorCol, uid + "__error");
        setDefault(backend, "");
        setDefault(threads, 1);
        setDefault(batch, 1);
    }

    @Override
    public String uid() {
        return uid;
    }

    /** {@return the parameter: where the checkpoint with the layer is} */
    public Param<String> weights() {
        return weights;
    }

    /** {@return where the checkpoint with the layer is} */
    public String getWeights() {
        return getOrDefault(weights);
    }

    /** {@return the parameter: which layer of the checkpoint is meant} */
    public Param<String> prefix() {
        return prefix;
    }

    /** {@return which layer of the checkpoint is meant} */
    public String getPrefix() {
        return getOrDefault(prefix);
    }

    /** {@return the parameter: the factor in both directions} */
    public IntParam scale() {
        return scale;
    }

    /** {@return the factor in both directions} */
    public int getScale() {
        return number(scale);
    }

    /** {@return the parameter: the groups of channels} */
    public IntParam groups() {
        return groups;
    }

    /** {@return the groups of channels} */
    public int getGroups() {
        return number(groups);
    }

    /** {@return the parameter: the order of convolution and pixel shuffle} */
    public Param<String> style() {
        return style;
    }

    /** {@return the order of convolution and pixel shuffle} */
    public String getStyle() {
        return getOrDefault(style);
    }

    /** {@return the parameter: the column that is read} */
    public Param<String> inputCol() {
        return inputCol;
    }

    /** {@return the column that is read} */
    public String getInputCol() {
        return getOrDefault(inputCol);
    }

    /** {@return the parameter: the column that is added} */
    public Param<String> outputCol() {
        return outputCol;
    }

    /** {@return the column that is added} */
    public String getOutputCol() {
        return getOrDefault(outputCol);
    }

    /** {@return the parameter: what becomes of rows that cannot be upsampled} */
    public Param<String> handleInvalid() {
        return handleInvalid;
    }

    /** {@return what becomes of rows that cannot be upsampled} */
    public String getHandleInvalid() {
        return getOrDefault(handleInvalid);
    }

    /** {@return the parameter: the column that is added for what is wrong with a row} */
    public Param<String> errorCol() {
        return errorCol;
    }

    /** {@return the column that is added for what is wrong with a row} */
    public String getErrorCol() {
        return getOrDefault(errorCol);
    }

    /** {@return the parameter: the backend that computes} */
    public Param<String> backend() {
        return backend;
    }

    /** {@return the backend that computes} */
    public String getBackend() {
        return getOrDefault(backend);
    }

    /** {@return the parameter: how many threads compute a row} */
    public IntParam threads() {
        return threads;
    }

    /** {@return how many threads compute a row} */
    public int getThreads() {
        return number(threads);
    }

    /** {@return the parameter: how many rows one call of the layer may have} */
    public IntParam batch() {
        return batch;
    }

    /** {@return how many rows one call of the layer may have} */
    public int getBatch() {
        return number(batch);
    }

    /** Scala's Int is an Object in Java's eyes. */
    private int number(IntParam param) {
        return (Integer) getOrDefault(param);
    }
}
