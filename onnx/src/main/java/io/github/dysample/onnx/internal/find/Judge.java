package io.github.dysample.onnx.internal.find;

import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Style;
import io.github.dysample.onnx.Verdict;
import io.github.dysample.onnx.internal.evaluate.CannotEvaluateException;
import io.github.dysample.onnx.internal.evaluate.Constants;
import io.github.dysample.onnx.internal.evaluate.Work;
import io.github.dysample.onnx.internal.graph.ElementType;
import io.github.dysample.onnx.internal.graph.Model;
import io.github.dysample.onnx.internal.graph.Node;
import io.github.dysample.onnx.internal.graph.StoredTensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Decides by numbers what a candidate computes. */
final class Judge {
    private static final int MAX_SCALE = 16;
    private static final int MAX_POSITIONS = 3;

    /** Of different height and width, and neither is usual for a frozen size. */
    private static final List<MapSize> OTHER_SIZES = List.of(new MapSize(1, 5, 7), new MapSize(1, 9, 4));

    private final Model model;
    private final Constants constants;
    private final Candidate candidate;
    private final Trial trial;
    private String reason = "its shapes are not those of a layer";
    private double nearest = Double.POSITIVE_INFINITY;

    Judge(Model model, Constants constants, Work work, Candidate candidate) {
        this.model = model;
        this.constants = constants;
        this.candidate = candidate;
        trial = new Trial(model, constants, work, candidate);
    }

    /** The verdict, or the reason why it is not a layer. */
    Judged judge() throws NotALayerException, IOException {
        for (DySampleConfig config : configs()) {
            Sizes sizes = Sizes.of(model, constants, candidate, config.groups());
            List<Hypothesis> hypotheses = hypotheses(config);
            for (Hypothesis hypothesis : hypotheses) {
                Judged judged = judge(hypothesis, sizes);
                if (judged != null) {
                    return judged;
                }
            }
            for (Hypothesis hypothesis : hypotheses) {
                Judged judged = judgeUnshuffle(hypothesis, sizes);
                if (judged != null) {
                    return judged;
                }
            }
        }
        throw new NotALayerException(reason);
    }

    /** All that the shapes allow; the scale of a node that shuffles comes first. */
    private List<DySampleConfig> configs() {
        Set<Integer> scales = new LinkedHashSet<>();
        for (Node node : candidate.region().nodes()) {
            if (node.is("DepthToSpace")) {
                scales.add(Math.clamp(node.integer("blocksize", 1), 1, MAX_SCALE));
            }
        }
        for (int scale = 1; scale <= MAX_SCALE; scale++) {
            scales.add(scale);
        }
        List<DySampleConfig> configs = new ArrayList<>();
        for (int scale : scales) {
            boolean shuffled = candidate.shuffledFirst();
            int perGroup = shuffled ? 2 : 2 * scale * scale;
            int groups = candidate.offset().outputs() / perGroup;
            long channels = (long) candidate.offset().inputs() * (shuffled ? scale * scale : 1);
            if (groups * perGroup == candidate.offset().outputs() && groups > 0 && channels % groups == 0
                    && channels < Integer.MAX_VALUE) {
                try {
                    configs.add(new DySampleConfig((int) channels, scale, groups,
                            shuffled ? Style.PL : Style.LP, candidate.scope() != null));
                } catch (IllegalArgumentException unfit) {
                    reason = unfit.getMessage();
                }
            }
        }
        return configs;
    }

    private List<Hypothesis> hypotheses(DySampleConfig config) throws IOException {
        List<Hypothesis> hypotheses = new ArrayList<>();
        for (float[] positions : positions(config)) {
            hypotheses.add(new Hypothesis(config, positions, false, false));
            if (candidate.scope() == null) {
                hypotheses.add(new Hypothesis(config, positions, true, false));
            }
        }
        if (candidate.scope() == null && config.style() == Style.LP && candidate.offset().bias() != null) {
            hypotheses.add(new Hypothesis(config, config.initialPositions(), true, true));
        }
        return hypotheses;
    }

    /** Constants that are added and have one value for each offset channel. */
    private List<float[]> positions(DySampleConfig config) throws IOException {
        Set<StoredTensor> found = new LinkedHashSet<>();
        for (Node node : candidate.region().nodes()) {
            for (String input : node.is("Add") ? node.inputs() : List.<String>of()) {
                StoredTensor constant = constants.stored(input);
                if (constant != null && constant.type() == ElementType.FLOAT && isPositions(constant, config)) {
                    found.add(constant);
                }
            }
        }
        List<float[]> positions = new ArrayList<>();
        for (StoredTensor constant : found) {
            if (positions.size() < MAX_POSITIONS) {
                positions.add(constants.floats(constant));
            }
        }
        return positions;
    }

    private static boolean isPositions(StoredTensor tensor, DySampleConfig config) {
        long channels = config.offsetChannels();
        return tensor.hasShape(1, channels, 1, 1) || tensor.hasShape(channels, 1, 1)
                || tensor.hasShape(1, 2, channels / 2, 1, 1) || tensor.hasShape(2, channels / 2, 1, 1)
                || tensor.hasShape(1, 2, config.groups(), (long) config.scale() * config.scale(), 1, 1);
    }

    private Judged judge(Hypothesis hypothesis, Sizes sizes) throws IOException {
        // Also where the model takes one size: the layer may be free in it, and its size not be said.
        if (firstOther(hypothesis) == null) {
            boolean anyBatch = equals(hypothesis, OTHER_SIZES.getFirst().withBatch(2), false);
            return judged(hypothesis, new Verdict.Right(), "it computes the layer at every size tried"
                    + (anyBatch ? "" : ", with a batch of 1 only"));
        }
        for (MapSize size : sizes.atBatch()) {
            if (equals(hypothesis, size, false)) {
                return judged(hypothesis,
                        sizes.free() ? new Verdict.OnlyAt(size.height(), size.width()) : new Verdict.Right(),
                        sizes.free()
                                ? "the size of the example it was exported with is frozen: it computes the layer at "
                                        + size + " and something else at other sizes; mend it, or export it again from"
                                        + " a scripted module"
                                : "it computes the layer at " + size + ", the only size the model takes");
            }
        }
        return null;
    }

    /** The first of the other sizes at which it is not the layer, or null. */
    private MapSize firstOther(Hypothesis hypothesis) throws IOException {
        for (MapSize size : OTHER_SIZES) {
            if (!equals(hypothesis, size, false)) {
                return size;
            }
        }
        return null;
    }

    private Judged judgeUnshuffle(Hypothesis hypothesis, Sizes sizes) throws IOException {
        if (hypothesis.config().style() != Style.PL || hypothesis.config().scale() == 1) {
            return null;
        }
        List<MapSize> tried = new ArrayList<>(sizes.free() ? OTHER_SIZES.subList(0, 1) : List.of());
        tried.addAll(sizes.atBatch());
        for (MapSize size : tried) {
            if (equals(hypothesis, size, true)) {
                return judged(hypothesis, new Verdict.WrongUnshuffle(), "pixel_unshuffle was written as SpaceToDepth,"
                        + " which has another channel order, as exporters did from August 2024 to May 2026; the"
                        + " weights are right, the result is not: mend it, or export it again");
            }
        }
        return null;
    }

    private Judged judged(Hypothesis hypothesis, Verdict verdict, String found) {
        DySampleWeights weights = hypothesis.weights(candidate.offset(), candidate.scope());
        return new Judged(weights, verdict, hypothesis.note().isEmpty() ? found : found + "; " + hypothesis.note());
    }

    private boolean equals(Hypothesis hypothesis, MapSize size, boolean wrongUnshuffle) throws IOException {
        try {
            double difference = trial.difference(hypothesis, size, wrongUnshuffle);
            if (difference != 0 && !(difference >= nearest)) {
                nearest = difference;
                reason = String.format(Locale.ROOT, "it has the form of a layer, but computes something else: at %s its"
                        + " output is off by up to %.2g", size, difference);
            }
            return difference == 0;
        } catch (CannotEvaluateException failure) {
            if (nearest == Double.POSITIVE_INFINITY) {
                reason = "it has the form of a layer, but cannot be evaluated at " + size + ": "
                        + failure.getMessage();
            }
            return false;
        }
    }
}
