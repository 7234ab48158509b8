package io.github.dysample.verify.internal.mistake;

import io.github.dysample.DySampleWeights;
import io.github.dysample.Tensor;
import io.github.dysample.verify.DoubleTensor;
import io.github.dysample.verify.DoubleTrace;
import io.github.dysample.verify.Mistake;
import java.util.Set;

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
        WrongBranch branch = new WrongBranch(config);
        DoubleTensor linear = branch.apply(
                x, weights.offsetWeight(), config.has(Mistake.NO_BIAS) ? null : weights.offsetBias());
        DoubleTensor scope = weights.config().dynamicScope()
                ? branch.apply(
                        x, weights.scopeWeight(), config.has(Mistake.NO_SCOPE_BIAS) ? null : weights.scopeBias())
                : null;
        DoubleTensor offsets = new WrongOffsets(config, weights.initialPositions()).of(linear, scope);
        WrongPoints points = new WrongPoints(config, offsets);
        DoubleTensor coordinates = points.coordinates();
        DoubleTensor taps = points.taps(coordinates);
        WrongSampler sampler = new WrongSampler(config);
        DoubleTensor bilinear = sampler.bilinear(coordinates, taps);
        DoubleTensor channels = sampler.sample(x, points, coordinates, taps, bilinear);
        DoubleTensor sampled = weights.config().hasEndConv() ? channels : null;
        DoubleTensor output = sampled == null || config.has(Mistake.NO_END_CONV) ? channels : endConv(sampled);
        return new DoubleTrace(linear, scope, offsets, coordinates, taps, bilinear, sampled, output);
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
