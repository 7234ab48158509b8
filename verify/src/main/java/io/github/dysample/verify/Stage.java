package io.github.dysample.verify;

import io.github.dysample.DySampleConfig;
import io.github.dysample.Tensor;
import io.github.dysample.Trace;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The stages of a layer, in the order in which it computes them. Files are named after them. */
public enum Stage {
    /** The result of the offset branch's convolution, (B, 2·g·s², H, W). */
    LINEAR("linear", "what the offset branch's convolution gives; style pl: after the shuffles",
            Trace::linear, DoubleTrace::linear),
    /** The result of the scope branch's convolution, the same shape; dynamic scope only. */
    SCOPE("scope", "what the scope branch's convolution gives, before the sigmoid",
            Trace::scope, DoubleTrace::scope),
    /** The offsets in pixels, the same shape. */
    OFFSETS("offsets", "pixels, initial positions included; channels are component (x, y), group, sub-row, sub-column",
            Trace::offsets, DoubleTrace::offsets),
    /** The points that are sampled, (B, 2·g, sH, sW). */
    COORDINATES("coordinates", "pixels, clipped to the map, pixel centres at integers; channels are component, group",
            Trace::coordinates, DoubleTrace::coordinates),
    /** The pixels at or before the points, the same shape. */
    TAPS("taps", "the pixel at or before each coordinate; channels as of the coordinates",
            Trace::taps, DoubleTrace::taps),
    /** The weights of the four neighbours, (B, 4·g, sH, sW). */
    BILINEAR("bilinear", "weights of the four neighbours; channels are neighbour (nw, ne, sw, se), group",
            Trace::bilinear, DoubleTrace::bilinear),
    /** All channels at the points, (B, C, sH, sW); only if the layer has an {@code end_conv}. */
    SAMPLED("sampled", "all channels at the points, which end_conv makes the output of",
            Trace::sampled, DoubleTrace::sampled),
    /** The output (B, O, sH, sW). */
    OUTPUT("y", "the output", Trace::output, DoubleTrace::output);

    private final String title;
    private final String meaning;
    private final Function<Trace, Tensor> single;
    private final Function<DoubleTrace, DoubleTensor> exact;

    Stage(String title, String meaning, Function<Trace, Tensor> single, Function<DoubleTrace, DoubleTensor> exact) {
        this.title = title;
        this.meaning = meaning;
        this.single = single;
        this.exact = exact;
    }

    /** {@return the name in files and options} */
    public String title() {
        return title;
    }

    /** {@return the meaning of its values} */
    public String meaning() {
        return meaning;
    }

    /** {@return the name of its float32 file} */
    public String file() {
        return title + ".npy";
    }

    /** {@return the name of its float64 file} */
    public String exactFile() {
        return title + "64.npy";
    }

    /** {@return whether its values are whole numbers, stored as int32} */
    public boolean isInteger() {
        return this == TAPS;
    }

    /**
     * {@return the tensor of this stage; null if the layer has no such stage}
     *
     * @param trace all stages in float32
     */
    public Tensor of(Trace trace) {
        return single.apply(trace);
    }

    /**
     * {@return the tensor of this stage; null if the layer has no such stage}
     *
     * @param trace all stages in float64
     */
    public DoubleTensor of(DoubleTrace trace) {
        return exact.apply(trace);
    }

    /**
     * {@return the stages of a layer, in order}
     *
     * @param config the layer
     */
    public static List<Stage> of(DySampleConfig config) {
        return Arrays.stream(values())
                .filter(stage -> stage != SCOPE || config.dynamicScope())
                .filter(stage -> stage != SAMPLED || config.hasEndConv())
                .toList();
    }

    /**
     * {@return its four dimensions for an input}
     *
     * @param config the layer
     * @param batch B
     * @param height H of the input
     * @param width W of the input
     */
    public int[] shape(DySampleConfig config, int batch, int height, int width) {
        int s = config.scale();
        return switch (this) {
            case LINEAR, SCOPE, OFFSETS -> new int[] {batch, config.offsetChannels(), height, width};
            case COORDINATES, TAPS -> new int[] {batch, 2 * config.groups(), s * height, s * width};
            case BILINEAR -> new int[] {batch, 4 * config.groups(), s * height, s * width};
            case SAMPLED -> new int[] {batch, config.channels(), s * height, s * width};
            case OUTPUT -> new int[] {batch, config.outputChannels(), s * height, s * width};
        };
    }

    /**
     * {@return how many groups its channels belong to; 1 for the output of {@code end_conv}, which mixes the groups}
     *
     * @param config the layer
     */
    public int groups(DySampleConfig config) {
        return this == OUTPUT && config.hasEndConv() ? 1 : config.groups();
    }

    /**
     * {@return the stage with a name, if there is one}
     *
     * @param name in upper or lower case
     */
    public static Optional<Stage> named(String name) {
        return Arrays.stream(values())
                .filter(stage -> stage.title.equals(name.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    /** {@return all names, in order} */
    public static List<String> titles() {
        return Arrays.stream(values()).map(Stage::title).toList();
    }
}
