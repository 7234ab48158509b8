package io.github.dysample.verify;

import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleGradients;
import io.github.dysample.DySampleWeights;
import io.github.dysample.GradientTrace;
import io.github.dysample.Tensor;
import io.github.dysample.Trace;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The stages of a layer, in the order in which it computes them, first those of the forward pass, then those of the
 * backward pass. Files are named after them.
 */
public enum Stage {
    /** The result of the offset branch's convolution, (B, 2·g·s², H, W). */
    LINEAR("linear", "what the offset branch's convolution gives; style pl: after the shuffles",
            StageSource.forward(Trace::linear, DoubleTrace::linear)),
    /** The result of the scope branch's convolution, the same shape; dynamic scope only. */
    SCOPE("scope", "what the scope branch's convolution gives, before the sigmoid",
            StageSource.forward(Trace::scope, DoubleTrace::scope)),
    /** The offsets in pixels, the same shape. */
    OFFSETS("offsets", "pixels, initial positions included; channels are component (x, y), group, sub-row, sub-column",
            StageSource.forward(Trace::offsets, DoubleTrace::offsets)),
    /** The points that are sampled, (B, 2·g, sH, sW). */
    COORDINATES("coordinates", "pixels, clipped to the map, pixel centres at integers; channels are component, group",
            StageSource.forward(Trace::coordinates, DoubleTrace::coordinates)),
    /** The pixels at or before the points, the same shape. */
    TAPS("taps", "the pixel at or before each coordinate; channels as of the coordinates",
            StageSource.forward(Trace::taps, DoubleTrace::taps)),
    /** The weights of the four neighbours, (B, 4·g, sH, sW). */
    BILINEAR("bilinear", "weights of the four neighbours; channels are neighbour (nw, ne, sw, se), group",
            StageSource.forward(Trace::bilinear, DoubleTrace::bilinear)),
    /** All channels at the points, (B, C, sH, sW); only if the layer has an {@code end_conv}. */
    SAMPLED("sampled", "all channels at the points, which end_conv makes the output of",
            StageSource.forward(Trace::sampled, DoubleTrace::sampled)),
    /** The output (B, O, sH, sW). */
    OUTPUT("y", "the output", StageSource.forward(Trace::output, DoubleTrace::output)),

    /** The gradient of the offsets, (B, 2·g·s², H, W); the first stage of the backward pass. */
    GRAD_OFFSETS("gradOffsets", "gradient of the offsets, 0 where a point is clipped; channels as of the offsets",
            StageSource.backward(GradientTrace::gradOffsets, DoubleGradientTrace::gradOffsets)),
    /** The gradient of x through the sampled pixels alone, (B, C, H, W). */
    GRAD_X_TAPS("gradXTaps", "gradient of x through the sampled pixels alone",
            StageSource.backward(GradientTrace::gradXTaps, DoubleGradientTrace::gradXTaps)),
    /** The gradient of the offset branch's convolution, (B, 2·g·s², H, W). */
    GRAD_LINEAR("gradLinear", "gradient of linear; channels as there",
            StageSource.backward(GradientTrace::gradLinear, DoubleGradientTrace::gradLinear)),
    /** The gradient of the scope branch's convolution, the same shape; dynamic scope only. */
    GRAD_SCOPE("gradScope", "gradient of scope; channels as there",
            StageSource.backward(GradientTrace::gradScope, DoubleGradientTrace::gradScope)),
    /** The gradient of {@code offset.weight}, in its shape. */
    GRAD_OFFSET_WEIGHT("gradOffsetWeight", "gradient of offset.weight",
            StageSource.parameter(DySampleGradients::offsetWeight, DySampleGradients::offsetWeightSums)),
    /** The gradient of {@code offset.bias}, in its shape. */
    GRAD_OFFSET_BIAS("gradOffsetBias", "gradient of offset.bias",
            StageSource.parameter(DySampleGradients::offsetBias, DySampleGradients::offsetBiasSums)),
    /** The gradient of {@code scope.weight}, in its shape; dynamic scope only. */
    GRAD_SCOPE_WEIGHT("gradScopeWeight", "gradient of scope.weight",
            StageSource.parameter(DySampleGradients::scopeWeight, DySampleGradients::scopeWeightSums)),
    /** The gradient of {@code scope.bias}, in its shape; only if there is one. */
    GRAD_SCOPE_BIAS("gradScopeBias", "gradient of scope.bias",
            StageSource.parameter(DySampleGradients::scopeBias, DySampleGradients::scopeBiasSums)),
    /** The gradient of {@code end_conv.weight}, in its shape; only if there is one. */
    GRAD_END_CONV_WEIGHT("gradEndConvWeight", "gradient of end_conv.weight",
            StageSource.parameter(DySampleGradients::endConvWeight, DySampleGradients::endConvWeightSums)),
    /** The gradient of {@code end_conv.bias}, in its shape; only if there is one. */
    GRAD_END_CONV_BIAS("gradEndConvBias", "gradient of end_conv.bias",
            StageSource.parameter(DySampleGradients::endConvBias, DySampleGradients::endConvBiasSums)),
    /** The gradient of x, (B, C, H, W). */
    GRAD_X("gradX", "gradient of x: gradXTaps and what comes through the branches",
            StageSource.backward(GradientTrace::gradX, DoubleGradientTrace::gradX));

    private final String title;
    private final String meaning;
    private final StageSource source;

    Stage(String title, String meaning, StageSource source) {
        this.title = title;
        this.meaning = meaning;
        this.source = source;
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

    /** {@return whether it is one of the backward pass} */
    public boolean isGradient() {
        return compareTo(OUTPUT) > 0;
    }

    /** {@return whether it is the gradient of a parameter} */
    public boolean isParameter() {
        return compareTo(GRAD_SCOPE) > 0 && this != GRAD_X;
    }

    /**
     * {@return the tensor of this stage; null if the layer has no such stage}
     *
     * @param trace all stages of the forward pass in float32; this is one of them
     */
    public Tensor of(Trace trace) {
        return source.single().apply(trace);
    }

    /**
     * {@return the tensor of this stage, that of a parameter flat; null if the layer has no such stage}
     *
     * @param trace all stages of the backward pass in float32; this is one of them
     */
    public Tensor of(GradientTrace trace) {
        return source.singleGradient().apply(trace);
    }

    /**
     * {@return the tensor of this stage, that of a parameter flat; null if the layer has no such stage}
     *
     * @param trace all stages of the backward pass in float64; this is one of them
     */
    public DoubleTensor of(DoubleGradientTrace trace) {
        return source.exactGradient().apply(trace);
    }

    /**
     * {@return the tensor of this stage; null if the layer has no such stage}
     *
     * @param trace all stages of the forward pass in float64; this is one of them
     */
    public DoubleTensor of(DoubleTrace trace) {
        return source.exact().apply(trace);
    }

    /**
     * {@return the stages of a layer's forward pass, in order}
     *
     * @param config the layer
     */
    public static List<Stage> of(DySampleConfig config) {
        return Arrays.stream(values())
                .filter(stage -> !stage.isGradient())
                .filter(stage -> stage != SCOPE || config.dynamicScope())
                .filter(stage -> stage != SAMPLED || config.hasEndConv())
                .toList();
    }

    /**
     * {@return the stages of a layer's backward pass, in order}
     *
     * @param weights the layer
     */
    public static List<Stage> gradientsOf(DySampleWeights weights) {
        return Arrays.stream(values())
                .filter(stage -> switch (stage) {
                    case GRAD_SCOPE, GRAD_SCOPE_WEIGHT -> weights.config().dynamicScope();
                    case GRAD_OFFSET_BIAS -> weights.offsetBias() != null;
                    case GRAD_SCOPE_BIAS -> weights.scopeBias() != null;
                    case GRAD_END_CONV_WEIGHT -> weights.config().hasEndConv();
                    case GRAD_END_CONV_BIAS -> weights.endConvBias() != null;
                    default -> stage.isGradient();
                })
                .toList();
    }

    /**
     * {@return its dimensions for an input: four, or the one of a bias}
     *
     * @param config the layer
     * @param batch B
     * @param height H of the input
     * @param width W of the input
     */
    public int[] shape(DySampleConfig config, int batch, int height, int width) {
        int s = config.scale();
        return switch (this) {
            case LINEAR, SCOPE, OFFSETS, GRAD_OFFSETS, GRAD_LINEAR, GRAD_SCOPE ->
                    new int[] {batch, config.offsetChannels(), height, width};
            case COORDINATES, TAPS -> new int[] {batch, 2 * config.groups(), s * height, s * width};
            case BILINEAR -> new int[] {batch, 4 * config.groups(), s * height, s * width};
            case SAMPLED -> new int[] {batch, config.channels(), s * height, s * width};
            case OUTPUT -> new int[] {batch, config.outputChannels(), s * height, s * width};
            case GRAD_X_TAPS, GRAD_X -> new int[] {batch, config.channels(), height, width};
            case GRAD_OFFSET_WEIGHT, GRAD_SCOPE_WEIGHT ->
                    new int[] {config.convOutputs(), config.convInputs(), 1, 1};
            case GRAD_OFFSET_BIAS, GRAD_SCOPE_BIAS -> new int[] {config.convOutputs()};
            case GRAD_END_CONV_WEIGHT -> new int[] {config.endConvOutputs(), config.channels(), 1, 1};
            case GRAD_END_CONV_BIAS -> new int[] {config.endConvOutputs()};
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
                .filter(stage -> stage.title.equalsIgnoreCase(name))
                .findFirst();
    }

    /** {@return all names, in order} */
    public static List<String> titles() {
        return Arrays.stream(values()).map(Stage::title).toList();
    }
}
