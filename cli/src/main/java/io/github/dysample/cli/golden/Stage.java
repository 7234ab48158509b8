package io.github.dysample.cli.golden;

import io.github.dysample.DySampleConfig;
import io.github.dysample.Tensor;
import io.github.dysample.Trace;
import io.github.dysample.reference.DoubleTensor;
import io.github.dysample.reference.DoubleTrace;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** What a layer computes on the way, in the order in which it does; the names of files are those of the stages. */
public enum Stage {
    LINEAR("linear", "what the offset branch's convolution gives; style pl: after the shuffles",
            Trace::linear, DoubleTrace::linear),
    SCOPE("scope", "what the scope branch's convolution gives, before the sigmoid",
            Trace::scope, DoubleTrace::scope),
    OFFSETS("offsets", "pixels, initial positions included; channels are component (x, y), group, sub-row, sub-column",
            Trace::offsets, DoubleTrace::offsets),
    COORDINATES("coordinates", "pixels, clipped to the map, pixel centres at integers; channels are component, group",
            Trace::coordinates, DoubleTrace::coordinates),
    TAPS("taps", "the pixel at or before each coordinate; channels as of the coordinates",
            Trace::taps, DoubleTrace::taps),
    BILINEAR("bilinear", "weights of the four neighbours; channels are neighbour (nw, ne, sw, se), group",
            Trace::bilinear, DoubleTrace::bilinear),
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

    /** {@return what its values are} */
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

    /** {@return whether its values are whole numbers, which files hold as int32} */
    public boolean isInteger() {
        return this == TAPS;
    }

    /** {@return its tensor; null where the layer has no such stage} */
    public Tensor of(Trace trace) {
        return single.apply(trace);
    }

    /** {@return its tensor; null where the layer has no such stage} */
    public DoubleTensor of(DoubleTrace trace) {
        return exact.apply(trace);
    }

    /** {@return whether a layer has it} */
    public boolean isIn(DySampleConfig config) {
        return this != SCOPE || config.dynamicScope();
    }

    /** {@return the shape it has for inputs of a shape} */
    public int[] shape(DySampleConfig config, int batch, int height, int width) {
        int s = config.scale();
        return switch (this) {
            case LINEAR, SCOPE, OFFSETS -> new int[] {batch, config.offsetChannels(), height, width};
            case COORDINATES, TAPS -> new int[] {batch, 2 * config.groups(), s * height, s * width};
            case BILINEAR -> new int[] {batch, 4 * config.groups(), s * height, s * width};
            case OUTPUT -> new int[] {batch, config.channels(), s * height, s * width};
        };
    }

    /** {@return the stage of a name, in any case} */
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
