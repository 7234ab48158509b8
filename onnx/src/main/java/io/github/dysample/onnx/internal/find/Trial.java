package io.github.dysample.onnx.internal.find;

import io.github.dysample.DySample;
import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Tensor;
import io.github.dysample.onnx.internal.evaluate.CannotEvaluateException;
import io.github.dysample.onnx.internal.evaluate.Constants;
import io.github.dysample.onnx.internal.evaluate.Interpreter;
import io.github.dysample.onnx.internal.evaluate.Operand;
import io.github.dysample.onnx.internal.evaluate.Parameters;
import io.github.dysample.onnx.internal.evaluate.Work;
import io.github.dysample.onnx.internal.graph.Model;
import io.github.dysample.onnx.internal.graph.Node;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Evaluates the graph of a candidate and compares the result with the layer's. The convolutions get random weights with
 * which the offsets reach about two pixels: the file's own may be zeros, with which almost any graph would pass.
 */
final class Trial {
    /** In units of the input, whose standard deviation is 1: rounding of coordinates makes up to a tenth of it. */
    private static final double TOLERANCE = 2e-4;

    /** PyTorch's coordinates lose bits as a map grows. */
    private static final double TOLERANCE_PER_PIXEL = 1e-6;

    private static final double OFFSET_STANDARD_DEVIATION = 6; // times 0.25
    private static final double SCOPE_STANDARD_DEVIATION = 1.5;

    private final Model model;
    private final Constants constants;
    private final Work work;
    private final Candidate candidate;

    Trial(Model model, Constants constants, Work work, Candidate candidate) {
        this.model = model;
        this.constants = constants;
        this.work = work;
        this.candidate = candidate;
    }

    /**
     * How far the graph is from the layer.
     *
     * @param wrongUnshuffle whether to compare with a layer whose offsets went through SpaceToDepth
     * @return the largest difference; 0 if rounding alone explains it
     */
    double difference(Hypothesis hypothesis, MapSize size, boolean wrongUnshuffle)
            throws CannotEvaluateException, IOException {
        DySampleConfig config = hypothesis.config();
        double outputs = (double) size.batch() * config.channels() * size.height() * size.width()
                * config.scale() * config.scale();
        if (outputs > Interpreter.MOST_ELEMENTS) {
            throw new CannotEvaluateException("a map of " + size + " is larger than those computed to judge a layer");
        }
        int elements = size.batch() * config.channels() * size.height() * size.width();
        work.use(2L * candidate.offset().weight().length + (wrongUnshuffle ? weightsOfLinearFirst(config) : 0));
        SplittableRandom random = new SplittableRandom(42);
        Drawn offset = draw(random, candidate.offset(), OFFSET_STANDARD_DEVIATION);
        Drawn scope = candidate.scope() == null ? null : draw(random, candidate.scope(), SCOPE_STANDARD_DEVIATION);
        Map<Node, Parameters> parameters = new HashMap<>();
        parameters.put(candidate.offset().node(), new Parameters(hypothesis.weightInFile(offset.weight()),
                offset.bias() == null ? null : hypothesis.biasInFile(offset.bias()), config.convOutputs()));
        if (scope != null) {
            parameters.put(candidate.scope().node(),
                    new Parameters(scope.weight(), scope.bias(), config.convOutputs()));
        }
        Tensor x = Tensor.of(normal(random, elements, 1), size.batch(), config.channels(), size.height(),
                size.width());
        Operand y = Interpreter.evaluate(model, constants, work, candidate.region().x(),
                Operand.of(x.data(), x.n(), x.c(), x.h(), x.w()), candidate.y(), parameters);
        int[] shape = {x.n(), config.channels(), config.scale() * x.h(), config.scale() * x.w()};
        if (y.floats() == null || !Arrays.equals(y.shape(), shape)) {
            throw new CannotEvaluateException("it makes a tensor of shape " + Arrays.toString(y.shape())
                    + " where a layer makes " + Arrays.toString(shape));
        }
        DySampleWeights weights = wrongUnshuffle
                ? unshuffledWrongly(hypothesis, offset, scope)
                : new DySampleWeights(config, offset.weight(), offset.bias(), scope == null ? null : scope.weight(),
                        scope == null ? null : scope.bias(), hypothesis.initialPositions(), null, null);
        return difference(DySample.of(weights, "scalar").forward(x).data(), y.floats(), size);
    }

    private static long weightsOfLinearFirst(DySampleConfig config) throws CannotEvaluateException {
        long weights = (long) config.offsetChannels() * config.channels();
        if (weights > Interpreter.MOST_ELEMENTS) {
            throw new CannotEvaluateException("its order of channels is not looked at, that needs " + weights
                    + " weights");
        }
        return weights;
    }

    private static double difference(float[] expected, float[] actual, MapSize size) {
        double largest = 0;
        for (int i = 0; i < expected.length; i++) {
            double difference = Math.abs((double) expected[i] - actual[i]);
            largest = difference > largest || Double.isNaN(difference) ? difference : largest;
        }
        return largest <= TOLERANCE + TOLERANCE_PER_PIXEL * Math.max(size.height(), size.width()) ? 0 : largest;
    }

    private static DySampleWeights unshuffledWrongly(Hypothesis hypothesis, Drawn offset, Drawn scope) {
        DySampleConfig config = hypothesis.config();
        return new DySampleWeights(
                Hypothesis.asLinearFirst(config),
                Hypothesis.wronglyUnshuffled(config, offset.weight()),
                offset.bias() == null ? null : Hypothesis.wronglyUnshuffledBias(config, offset.bias()),
                scope == null ? null : Hypothesis.wronglyUnshuffled(config, scope.weight()),
                scope == null || scope.bias() == null ? null
                        : Hypothesis.wronglyUnshuffledBias(config, scope.bias()),
                hypothesis.initialPositions(), null, null);
    }

    /** Weights in the place of a convolution's own. */
    private record Drawn(float[] weight, float[] bias) {}

    private static Drawn draw(SplittableRandom random, Convolution like, double deviation) {
        float[] weight = normal(random, like.weight().length, deviation / Math.sqrt(like.inputs()));
        return new Drawn(weight, like.bias() == null ? null : normal(random, like.outputs(), deviation / 2));
    }

    private static float[] normal(SplittableRandom random, int length, double deviation) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        return values;
    }
}
