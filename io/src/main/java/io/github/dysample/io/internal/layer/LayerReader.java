package io.github.dysample.io.internal.layer;

import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.io.AmbiguousLayerException;
import io.github.dysample.io.EndConvException;
import io.github.dysample.io.LayerChoiceException;
import io.github.dysample.io.LayerOptions;
import io.github.dysample.io.NdArray;
import io.github.dysample.io.StateDict;
import io.github.dysample.io.internal.bytes.Quote;
import java.util.List;

/** Reads a layer of a state dict; messages say which layer, and which file if there is one. */
public final class LayerReader {
    private final StateDict dict;
    private final String file; // null for a state dict in memory

    /** Reads from a state dict; the file is where it comes from, or null. */
    public LayerReader(StateDict dict, String file) {
        this.dict = NormalizedWeights.resolve(dict);
        this.file = file;
    }

    /** The prefixes of all layers. */
    public List<String> prefixes() {
        return LayerArrays.prefixes(dict);
    }

    /** The only layer. */
    public DySampleWeights only(LayerOptions options) {
        List<String> prefixes = prefixes();
        if (prefixes.size() != 1) {
            throw unclear(null, prefixes);
        }
        return read(prefixes.getFirst(), options);
    }

    /** The layer of a prefix, whose dot may be left out. */
    public DySampleWeights read(String prefix, LayerOptions options) {
        String dotted = LayerArrays.dotted(prefix);
        if (dict.get(dotted + LayerArrays.OFFSET_WEIGHT) == null) {
            throw unclear(prefix, prefixes());
        }
        String layer = "layer " + Quote.of(dotted) + (file == null ? "" : " in " + file) + ": ";
        try {
            return weights(dotted, options);
        } catch (AmbiguousLayerException open) {
            throw new AmbiguousLayerException(layer + open.getMessage(), open.missing());
        } catch (EndConvException unsupported) {
            throw new EndConvException(layer + unsupported.getMessage(), unsupported.shape());
        } catch (IllegalArgumentException unfit) {
            throw new IllegalArgumentException(layer + unfit.getMessage(), unfit);
        }
    }

    private LayerChoiceException unclear(String prefix, List<String> prefixes) {
        String where = file == null ? "the state dict" : file;
        String message;
        if (prefixes.isEmpty()) {
            message = "no DySample layer in " + where + OtherForms.seen(dict);
        } else if (prefix == null) {
            message = where + " has " + prefixes.size() + " layers (" + Quote.list(prefixes) + "); say which";
        } else {
            message = "no layer " + Quote.of(prefix) + " in " + where + "; it has: " + Quote.list(prefixes)
                    + OtherForms.seen(dict);
        }
        return new LayerChoiceException(message, prefix, prefixes);
    }

    private DySampleWeights weights(String prefix, LayerOptions options) {
        NdArray weight = dict.get(prefix + LayerArrays.OFFSET_WEIGHT);
        requirePointwise(LayerArrays.OFFSET_WEIGHT, weight);
        NdArray scope = dict.get(prefix + LayerArrays.SCOPE_WEIGHT);
        if (scope != null) {
            requirePointwise(LayerArrays.SCOPE_WEIGHT, scope);
            if (scope.shape()[0] != weight.shape()[0] || scope.shape()[1] != weight.shape()[1]) {
                throw new IllegalArgumentException("scope.weight has shape " + scope.shapeString()
                        + ", offset.weight " + weight.shapeString() + "; they must be equal");
            }
        }
        NdArray initPos = dict.get(prefix + LayerArrays.INIT_POS);
        DySampleConfig config =
                LayerInference.infer(weight.shape()[0], weight.shape()[1], initPos, scope != null, options);
        NdArray end = options.withoutEndConv() ? null : dict.get(prefix + LayerArrays.END_CONV_WEIGHT);
        if (end != null) {
            requireEndConv(end, config);
        }
        return new DySampleWeights(
                end == null ? config : config.withEndConv((int) end.shape()[0]),
                weight.toFloats(),
                floats(prefix + LayerArrays.OFFSET_BIAS),
                floats(prefix + LayerArrays.SCOPE_WEIGHT),
                floats(prefix + LayerArrays.SCOPE_BIAS),
                initPos == null ? null : initPos.toFloats(),
                end == null ? null : end.toFloats(),
                end == null ? null : floats(prefix + LayerArrays.END_CONV_BIAS));
    }

    private static void requireEndConv(NdArray weight, DySampleConfig config) {
        long[] shape = weight.shape();
        if (!LayerArrays.isPointwise(weight)) {
            throw new EndConvException("it ends in a convolution that is not 1×1, end_conv.weight " + weight
                    + ", which is not supported; without it (LayerOptions.leavingOutEndConv) the layer gives the "
                    + config.channels() + " sampled channels, to be convolved elsewhere", shape);
        }
        if (shape[1] != config.channels() || shape[0] < 1) {
            throw new IllegalArgumentException("end_conv.weight has shape " + weight.shapeString()
                    + ", must be (outputs, " + config.channels() + ", 1, 1)");
        }
    }

    private float[] floats(String name) {
        NdArray array = dict.get(name);
        return array == null ? null : array.toFloats();
    }

    private static void requirePointwise(String name, NdArray weight) {
        if (!LayerArrays.isPointwise(weight)) {
            throw new IllegalArgumentException(name + " is " + weight
                    + ", must be floating-point of shape (out, in, 1, 1) or (out, in)");
        }
    }
}
