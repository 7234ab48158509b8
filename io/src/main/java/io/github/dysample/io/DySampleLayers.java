package io.github.dysample.io;

import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.io.internal.layer.LayerArrays;
import io.github.dysample.io.internal.layer.LayerReader;
import io.github.dysample.io.internal.layer.OtherForms;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * DySample layers in the checkpoint of a model. Safe to call from any thread.
 *
 * <p>A layer under the prefix {@code neck.up.} has the arrays {@code neck.up.offset.weight} of shape (out, in, 1, 1) or
 * (out, in), {@code neck.up.offset.bias} (may be missing), {@code neck.up.init_pos} (may be missing), and with dynamic
 * scope {@code neck.up.scope.weight}, in old checkpoints also {@code neck.up.scope.bias}.
 *
 * <p>{@code init_pos}, shape (1, 2·g·s², 1, 1), determines scale, groups and style. Without it the shapes alone are
 * ambiguous, and {@link LayerOptions} must supply the rest: the scale, and either the style or the channels, which
 * distinguish {@code lp} from {@code pl}; for a layer known to be {@code lp}, the groups do as well as the scale.
 */
public final class DySampleLayers {
    /**
     * A layer that was found. Immutable.
     *
     * @param prefix the beginning of its names, such as {@code neck.up.}; empty for a lone layer
     * @param weights its weights; float32 arrays are shared with the state dict
     */
    public record Found(String prefix, DySampleWeights weights) {}

    private DySampleLayers() {}

    /**
     * Whether an array may belong to a layer, by its name alone. With
     * {@link Checkpoints#read(Path, java.util.function.Predicate)} it keeps the rest of a large model out of memory.
     *
     * @param name the name of an array
     * @return whether it is {@code init_pos}, or below {@code offset}, {@code scope} or {@code end_conv}
     */
    public static boolean isLayerArray(String name) {
        return LayerArrays.isLayerArray(name);
    }

    /**
     * Finds all layers of a state dict that keeps {@code init_pos}.
     *
     * @param dict the state dict
     * @return the layers in its order; empty if there is none
     * @throws IllegalArgumentException as {@link #find(StateDict, LayerOptions)} does
     */
    public static List<Found> find(StateDict dict) {
        return find(dict, LayerOptions.NONE);
    }

    /**
     * Finds all layers of a state dict.
     *
     * <p>Only an {@code offset.weight} that is a 1×1 convolution counts (a deformable convolution has 3×3 ones). If
     * there is any {@code init_pos}, the state dict keeps buffers, and only layers with {@code init_pos} count;
     * otherwise every 1×1 {@code offset.weight} with an even number of outputs does.
     *
     * @param dict the state dict
     * @param options facts about the layers; they apply to all of them
     * @return the layers in its order; empty if there is none
     * @throws AmbiguousLayerException if a layer's arrays leave something open that the options do not say
     * @throws IllegalArgumentException if a layer's arrays do not fit together or contradict the options; the message
     *     names the layer and the numbers
     */
    public static List<Found> find(StateDict dict, LayerOptions options) {
        LayerReader reader = new LayerReader(dict, null);
        return reader.prefixes().stream()
                .map(prefix -> new Found(prefix, reader.read(prefix, options)))
                .toList();
    }

    /**
     * {@return the prefixes of all layers, by the rule of {@link #find(StateDict, LayerOptions)}, without reading them;
     * in the state dict's order}
     *
     * @param dict the state dict
     */
    public static List<String> prefixes(StateDict dict) {
        return new LayerReader(dict, null).prefixes();
    }

    /**
     * What looks like a layer, but has an offset convolution in a form that cannot be used: quantised, with an adapter,
     * not 1×1.
     *
     * @param dict the state dict
     * @return the end of a sentence that begins with "no layer in it"; empty if nothing looks like a layer
     */
    public static String otherForms(StateDict dict) {
        return OtherForms.seen(dict);
    }

    /**
     * Reads the only layer of a checkpoint, as {@link #read(Path, LayerOptions)} does without options.
     *
     * @param file the checkpoint
     * @return its weights
     * @throws LayerChoiceException if the file has several layers or none; the message lists their prefixes
     * @throws IOException if the file cannot be read or breaks a rule of its format
     */
    public static DySampleWeights read(Path file) throws IOException {
        return read(file, LayerOptions.NONE);
    }

    /**
     * Reads the only layer of a checkpoint. Of the file, only the arrays of layers are read.
     *
     * @param file the checkpoint, of any format that {@link Checkpoints#read(Path)} reads
     * @param options facts about the layer
     * @return its weights
     * @throws LayerChoiceException if the file has several layers or none; the message lists their prefixes
     * @throws IllegalArgumentException as {@link #find(StateDict, LayerOptions)} does
     * @throws IOException if the file cannot be read or breaks a rule of its format
     */
    public static DySampleWeights read(Path file, LayerOptions options) throws IOException {
        return reader(file).only(options);
    }

    /**
     * Reads one layer of a checkpoint, as {@link #read(Path, String, LayerOptions)} does without options.
     *
     * @param file the checkpoint
     * @param prefix the beginning of the layer's names; the dot at its end may be left out
     * @return its weights
     * @throws LayerChoiceException if no layer has the prefix; the message lists the prefixes that the layers have
     * @throws IOException if the file cannot be read or breaks a rule of its format
     */
    public static DySampleWeights read(Path file, String prefix) throws IOException {
        return read(file, prefix, LayerOptions.NONE);
    }

    /**
     * Reads one layer of a checkpoint. Of the file, only the arrays of layers are read.
     *
     * @param file the checkpoint, of any format that {@link Checkpoints#read(Path)} reads
     * @param prefix the beginning of the layer's names; the dot at its end may be left out
     * @param options facts about the layer
     * @return its weights
     * @throws LayerChoiceException if no layer has the prefix; the message lists the prefixes that the layers have
     * @throws IllegalArgumentException as {@link #find(StateDict, LayerOptions)} does
     * @throws IOException if the file cannot be read or breaks a rule of its format
     */
    public static DySampleWeights read(Path file, String prefix, LayerOptions options) throws IOException {
        return reader(file).read(prefix, options);
    }

    private static LayerReader reader(Path file) throws IOException {
        return new LayerReader(Checkpoints.read(file, DySampleLayers::isLayerArray), file.toString());
    }

    /**
     * Reads one layer of a state dict.
     *
     * @param dict the state dict
     * @param prefix the beginning of the layer's names; the dot at its end may be left out
     * @param options facts about the layer
     * @return its weights; float32 arrays are shared with the state dict
     * @throws LayerChoiceException if no layer has the prefix; the message lists the prefixes that the layers have
     * @throws IllegalArgumentException as {@link #find(StateDict, LayerOptions)} does
     */
    public static DySampleWeights read(StateDict dict, String prefix, LayerOptions options) {
        return new LayerReader(dict, null).read(prefix, options);
    }

    /**
     * The state dict of one layer as PyTorch's module has it, {@code init_pos} included, so that
     * {@code load_state_dict(strict=True)} takes it.
     *
     * @param prefix the beginning of the names; the dot at its end may be left out
     * @param weights the layer
     * @return a state dict; it shares the arrays of the weights
     */
    public static StateDict toStateDict(String prefix, DySampleWeights weights) {
        String dotted = LayerArrays.dotted(prefix);
        DySampleConfig config = weights.config();
        long[] shape = {config.convOutputs(), config.convInputs(), 1, 1};
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        put(arrays, dotted + LayerArrays.INIT_POS, weights.initialPositions(), 1, config.offsetChannels(), 1, 1);
        put(arrays, dotted + LayerArrays.OFFSET_WEIGHT, weights.offsetWeight(), shape);
        put(arrays, dotted + LayerArrays.OFFSET_BIAS, weights.offsetBias(), shape[0]);
        put(arrays, dotted + LayerArrays.SCOPE_WEIGHT, weights.scopeWeight(), shape);
        put(arrays, dotted + LayerArrays.SCOPE_BIAS, weights.scopeBias(), shape[0]);
        int outputs = config.endConvOutputs();
        put(arrays, dotted + LayerArrays.END_CONV_WEIGHT, weights.endConvWeight(), outputs, config.channels(), 1, 1);
        put(arrays, dotted + LayerArrays.END_CONV_BIAS, weights.endConvBias(), outputs);
        return new StateDict(arrays);
    }

    private static void put(Map<String, NdArray> arrays, String name, float[] values, long... shape) {
        if (values != null) {
            arrays.put(name, NdArray.of(values, shape));
        }
    }
}
