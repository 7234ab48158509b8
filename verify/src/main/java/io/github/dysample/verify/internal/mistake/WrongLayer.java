package io.github.dysample.verify.internal.mistake;

import io.github.dysample.DySampleWeights;
import io.github.dysample.Tensor;
import io.github.dysample.verify.DoubleTensor;
import io.github.dysample.verify.DoubleTrace;
import io.github.dysample.verify.Mistake;
import io.github.dysample.verify.Stage;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The layer in float64 with some mistakes, stage by stage like {@code ReferenceLayer}; without any it is the same.
 *
 * <p>All of them are made unless one leaves another nothing to do: with zero padding nothing can be reflected.
 */
public final class WrongLayer {
    private final DySampleWeights weights;
    private final MistakenConfig config;

    /** A layer that makes all of some mistakes. */
    public WrongLayer(DySampleWeights weights, Set<Mistake> mistakes) {
        this.weights = weights;
        config = new MistakenConfig(weights.config(), mistakes);
    }

    /** {@return every stage, as this port computes it} */
    public DoubleTrace trace(Tensor x) {
        Function<Stage, DoubleTensor> stages = stages(x);
        return new DoubleTrace(
                stages.apply(Stage.LINEAR), stages.apply(Stage.SCOPE), stages.apply(Stage.OFFSETS),
                stages.apply(Stage.COORDINATES), stages.apply(Stage.TAPS), stages.apply(Stage.BILINEAR),
                stages.apply(Stage.SAMPLED), stages.apply(Stage.OUTPUT));
    }

    /**
     * {@return the stages of the forward pass, each computed when it is first asked for; for one thread} A wrong port
     * is mostly told from another by its first stages.
     */
    Function<Stage, DoubleTensor> stages(Tensor x) {
        Map<Stage, DoubleTensor> computed = new EnumMap<>(Stage.class);
        return new Function<>() {
            @Override
            public DoubleTensor apply(Stage stage) {
                if (!computed.containsKey(stage)) {
                    computed.put(stage, compute(stage, x, this));
                }
                return computed.get(stage);
            }
        };
    }

    /**
     * {@return a stage; null if the layer has no such stage}
     *
     * @param stages gives those before it
     */
    private DoubleTensor compute(Stage stage, Tensor x, Function<Stage, DoubleTensor> stages) {
        return switch (stage) {
            case LINEAR -> new WrongBranch(config).apply(
                    x, weights.offsetWeight(), config.has(Mistake.NO_BIAS) ? null : weights.offsetBias());
            case SCOPE -> weights.config().dynamicScope()
                    ? new WrongBranch(config).apply(
                            x, weights.scopeWeight(), config.has(Mistake.NO_SCOPE_BIAS) ? null : weights.scopeBias())
                    : null;
            case OFFSETS -> new WrongOffsets(config, weights.initialPositions())
                    .of(stages.apply(Stage.LINEAR), stages.apply(Stage.SCOPE));
            case COORDINATES -> points(stages).coordinates();
            case TAPS -> points(stages).taps(stages.apply(Stage.COORDINATES));
            case BILINEAR -> new WrongSampler(config)
                    .bilinear(stages.apply(Stage.COORDINATES), stages.apply(Stage.TAPS));
            case SAMPLED -> weights.config().hasEndConv() ? channels(x, stages) : null;
            case OUTPUT -> output(x, stages);
            default -> throw new IllegalArgumentException(stage + " is not a stage of the forward pass");
        };
    }

    private WrongPoints points(Function<Stage, DoubleTensor> stages) {
        return new WrongPoints(config, stages.apply(Stage.OFFSETS));
    }

    private DoubleTensor channels(Tensor x, Function<Stage, DoubleTensor> stages) {
        return new WrongSampler(config).sample(x, points(stages), stages.apply(Stage.COORDINATES),
                stages.apply(Stage.TAPS), stages.apply(Stage.BILINEAR));
    }

    private DoubleTensor output(Tensor x, Function<Stage, DoubleTensor> stages) {
        if (!weights.config().hasEndConv()) {
            return channels(x, stages);
        }
        DoubleTensor sampled = stages.apply(Stage.SAMPLED);
        return config.has(Mistake.NO_END_CONV) ? sampled : endConv(sampled);
    }

    private DoubleTensor endConv(DoubleTensor sampled) {
        float[] bias = config.has(Mistake.NO_END_CONV_BIAS) ? null : weights.endConvBias();
        int inputs = sampled.c();
        int outputs = weights.config().outputChannels();
        return DoubleTensor.of(sampled.n(), outputs, sampled.h(), sampled.w(), (n, k, h, w) -> {
            double sum = bias == null ? 0 : bias[k];
            for (int c = 0; c < inputs; c++) {
                sum += weights.endConvWeight()[k * inputs + c] * sampled.get(n, c, h, w);
            }
            return sum;
        });
    }
}
