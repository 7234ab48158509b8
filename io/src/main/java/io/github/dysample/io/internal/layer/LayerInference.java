package io.github.dysample.io.internal.layer;

import io.github.dysample.DySampleConfig;
import io.github.dysample.Style;
import io.github.dysample.io.AmbiguousLayerException;
import io.github.dysample.io.AmbiguousLayerException.Missing;
import io.github.dysample.io.LayerOptions;
import io.github.dysample.io.NdArray;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Works out scale, groups and style of a layer from the shapes (outputs, inputs) of its offset convolution.
 *
 * <p>With init_pos nothing is open: it gives s, and its length 2·g·s² distinguishes {@code lp}, which has as many
 * outputs, from {@code pl}, which has 2·g. Without it the shapes have several readings, and the caller's options must
 * leave one.
 */
public final class LayerInference {
    /** One reading of the shapes; scale 0 stands for any: the weights of a {@code pl} layer do not show it. */
    private record Reading(Style style, int scale, int groups) {
        @Override
        public String toString() {
            return style.torchName() + " with scale " + (scale == 0 ? "unknown" : scale) + " and groups " + groups;
        }
    }

    private final long outputs;
    private final long inputs;
    private final boolean dynamicScope;
    private final LayerOptions options;

    private LayerInference(long outputs, long inputs, boolean dynamicScope, LayerOptions options) {
        this.outputs = outputs;
        this.inputs = inputs;
        this.dynamicScope = dynamicScope;
        this.options = options;
    }

    /**
     * The config of a layer.
     *
     * @param outputs the outputs of its offset convolution
     * @param inputs the inputs
     * @param initPos its init_pos, or null
     * @throws IllegalArgumentException if there is none, more than one, or options contradict it
     */
    public static DySampleConfig infer(
            long outputs, long inputs, NdArray initPos, boolean dynamicScope, LayerOptions options) {
        LayerInference inference = new LayerInference(outputs, inputs, dynamicScope, options);
        boolean tooMany = Math.max(outputs, inputs) > Integer.MAX_VALUE;
        if (outputs < 2 || outputs % 2 != 0 || inputs < 1 || tooMany) {
            throw new IllegalArgumentException(
                    inference.shape() + " does not belong to a DySample layer, which has 2·g or 2·g·s² outputs");
        }
        return inference.config(initPos == null ? inference.fromShapes() : inference.fromInitPos(initPos));
    }

    private Reading fromInitPos(NdArray initPos) {
        int length = initPos.size();
        int scale = InitPos.scale(initPos);
        if (scale == 0) {
            scale = scaleOfShapes(length);
        }
        long positions = (long) scale * scale;
        int groups = (int) (length / (2 * positions));
        Style style;
        if (outputs == length && !(scale == 1 && options.style() == Style.PL)) {
            style = Style.LP;
        } else if (outputs * positions == length) {
            style = Style.PL;
        } else {
            throw new IllegalArgumentException(shape() + " does not fit init_pos of " + length + " channels and scale "
                    + scale + ", which needs " + length + " outputs (lp) or " + length / positions + " (pl)");
        }
        require("scale", options.scale(), scale);
        require("groups", options.groups(), groups);
        require("style", options.style() == null ? null : options.style().torchName(), style.torchName());
        return new Reading(style, scale, groups);
    }

    /** The scale where init_pos has values of its own: a pl layer's shapes give it, for lp it must be told. */
    private int scaleOfShapes(int length) {
        long square = length % outputs == 0 ? length / outputs : 0;
        int root = (int) Math.round(Math.sqrt(square));
        if (root > 1 && (long) root * root == square) {
            return root;
        }
        if (options.scale() == null || length % (2L * options.scale() * options.scale()) != 0) {
            String refuted = options.scale() == null
                    ? ""
                    : ", nor " + length + " a number that scale " + options.scale() + " can have";
            throw new AmbiguousLayerException("init_pos has " + length
                    + " values that are not the positions of any scale" + refuted + ": give the scale", Missing.SCALE);
        }
        return options.scale();
    }

    private static void require(String name, Object asked, Object found) {
        if (asked != null && !asked.equals(found)) {
            throw new IllegalArgumentException(name + " " + asked + " was asked for, the state dict has " + found);
        }
    }

    private Reading fromShapes() {
        List<Reading> readings = readings();
        if (readings.isEmpty()) {
            throw new IllegalArgumentException(shape() + " and no init_pos do not fit " + asked());
        }
        if (readings.size() > 1 || readings.getFirst().scale() == 0) {
            Missing missing = missing(readings);
            throw new AmbiguousLayerException(shape() + " and no init_pos, which may be "
                    + readings.stream().map(Reading::toString).collect(Collectors.joining("; ")) + ": give "
                    + missing, missing);
        }
        return readings.getFirst();
    }

    private List<Reading> readings() {
        List<Reading> readings = new ArrayList<>();
        long half = outputs / 2;
        boolean mayBeLp = options.style() != Style.PL && fitsChannels(inputs);
        for (long scale = 1; scale * scale <= half && mayBeLp; scale++) {
            long groups = half / (scale * scale);
            if (half % (scale * scale) == 0 && agrees(scale, groups) && inputs % groups == 0) {
                readings.add(new Reading(Style.LP, (int) scale, (int) groups));
            }
        }
        if (options.style() == Style.LP || options.groups() != null && options.groups() != half) {
            return readings;
        }
        long scale = scaleOfPl();
        if (scale == 0) {
            readings.add(new Reading(Style.PL, 0, (int) half));
            return readings;
        }
        if (scale > maxScale()) {
            throw new IllegalArgumentException(shape() + ": scale " + scale + " is more than a pl layer of " + inputs
                    + " inputs can have, at most " + maxScale());
        }
        if (inputs * scale * scale % half == 0
                && fitsChannels(inputs * scale * scale)
                && (scale > 1 || readings.isEmpty())) { // with scale 1 both styles are the same layer
            readings.add(new Reading(Style.PL, (int) scale, (int) half));
        }
        return readings;
    }

    /** The scale at which a {@code pl} layer's channels, inputs times its square, still fit an int. */
    private long maxScale() {
        return (long) Math.sqrt(Integer.MAX_VALUE / inputs);
    }

    /** The scale of a {@code pl} layer: as given, or the one that takes the inputs to the channels; 0 if unknown. */
    private long scaleOfPl() {
        if (options.scale() != null) {
            return options.scale();
        }
        if (options.channels() == null) {
            return 0;
        }
        return Math.max(1, Math.round(Math.sqrt(options.channels() / (double) inputs)));
    }

    private boolean fitsChannels(long channels) {
        return options.channels() == null || options.channels() == channels;
    }

    private boolean agrees(long scale, long groups) {
        return (options.scale() == null || options.scale() == scale)
                && (options.groups() == null || options.groups() == groups);
    }

    private static Missing missing(List<Reading> readings) {
        boolean oneStyle = readings.stream().map(Reading::style).distinct().count() == 1;
        boolean oneScale = readings.stream().map(Reading::scale).distinct().count() == 1;
        if (oneScale && readings.getFirst().scale() != 0) {
            return Missing.STYLE;
        }
        if (!oneStyle) {
            return Missing.SCALE_AND_STYLE;
        }
        // For lp alone the groups tell as much as the scale.
        return readings.getFirst().style() == Style.LP ? Missing.SCALE_OR_GROUPS : Missing.SCALE;
    }

    private DySampleConfig config(Reading reading) {
        long channels = reading.style() == Style.LP ? inputs : inputs * reading.scale() * reading.scale();
        if (channels > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(shape() + " with scale " + reading.scale() + " would have " + channels
                    + " channels");
        }
        return new DySampleConfig((int) channels, reading.scale(), reading.groups(), reading.style(), dynamicScope);
    }

    private String asked() {
        List<String> given = new ArrayList<>();
        if (options.style() != null) {
            given.add("style " + options.style().torchName());
        }
        if (options.channels() != null) {
            given.add("channels " + options.channels());
        }
        if (options.scale() != null) {
            given.add("scale " + options.scale());
        }
        if (options.groups() != null) {
            given.add("groups " + options.groups());
        }
        return given.isEmpty() ? "any layer" : String.join(", ", given);
    }

    private String shape() {
        return "offset.weight of " + outputs + " outputs and " + inputs + " inputs";
    }
}
