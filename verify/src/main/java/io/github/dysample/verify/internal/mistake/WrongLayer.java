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
        DoubleTensor offsets = new WrongOffsets(config).of(linear, scope);
        WrongPoints points = new WrongPoints(config, offsets);
        DoubleTensor coordinates = points.coordinates();
        DoubleTensor taps = points.taps(coordinates);
        WrongSampler sampler = new WrongSampler(config);
        DoubleTensor bilinear = sampler.bilinear(coordinates, taps);
        DoubleTensor output = sampler.sample(x, coordinates, taps, bilinear);
        return new DoubleTrace(linear, scope, offsets, coordinates, taps, bilinear, output);
    }
}
