package io.github.dysample.internal.vector;

import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleGradients;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Tensor;
import io.github.dysample.internal.ShapePool;
import io.github.dysample.spi.ForwardStages;
import io.github.dysample.spi.Workers;

/**
 * The layer's backward pass: from the output back to the offsets and to the map, through the offset branch to the map
 * once more, and to the weights. What is needed of the forward pass and was not kept is computed again.
 */
final class LayerGradient {
    private final DySampleConfig config;
    private final OffsetBranch branch;
    private final BranchGradient branchGradient;
    private final EndConv end; // null without end_conv
    private final EndConvGradient endGradient; // null without end_conv

    private final ShapePool<ForwardStages> again;
    private final ShapePool<GradientMaps> maps;
    private final ScratchPool<OffsetSampleGradient.Scratch> taps =
            new ScratchPool<>(OffsetSampleGradient.Scratch::new);
    private final ScratchPool<Conv1x1WeightGradient.Scratch> blocks =
            new ScratchPool<>(Conv1x1WeightGradient.Scratch::new);

    /** Branch and end are those of the forward pass. */
    LayerGradient(DySampleWeights weights, OffsetBranch branch, EndConv end) {
        config = weights.config();
        again = new ShapePool<>(x -> ForwardStages.of(config, x), ForwardStages::fit);
        maps = new ShapePool<>(x -> GradientMaps.of(config, x), GradientMaps::fits);
        this.branch = branch;
        this.end = end;
        branchGradient = new BranchGradient(weights);
        endGradient = end == null ? null : new EndConvGradient(weights);
    }

    /** Takes the stages of the forward pass, or null if they are to be computed again. */
    void run(
            Tensor x, ForwardStages kept, Tensor gradOut, Tensor gradX, DySampleGradients gradients, Workers workers) {
        if (kept != null) {
            differentiate(x, kept, gradOut, gradX, gradients, workers);
        } else {
            ForwardStages stages = again.take(x);
            forwardAgain(x, stages, workers);
            differentiate(x, stages, gradOut, gradX, gradients, workers);
            again.give(stages);
        }
    }

    private void forwardAgain(Tensor x, ForwardStages stages, Workers workers) {
        if (workers.width() == 1) {
            for (int n = 0; n < x.n(); n++) {
                branch.run(x, n, 0, x.h() * x.w(), stages);
            }
        } else {
            Shares.run(x, workers, (n, first, count) -> branch.run(x, n, first, count, stages));
        }
        if (end != null) {
            end.project(x, stages.projected().data(), workers);
        }
    }

    private void differentiate(
            Tensor x, ForwardStages stages, Tensor gradOut, Tensor gradX, DySampleGradients gradients,
            Workers workers) {
        GradientMaps maps = this.maps.take(x);
        if (end == null) {
            OffsetSampleGradient.run(x, stages.offsets(), gradOut, config.scale(), config.groups(), gradX,
                    maps.gradOffsets(), workers, taps);
        } else {
            throughEnd(x, stages, maps, gradOut, gradX, gradients, workers);
        }
        branchGradient.run(x, stages, maps.gradOffsets(), gradX, gradients, workers);
        this.maps.give(maps);
    }

    private void throughEnd(
            Tensor x, ForwardStages stages, GradientMaps maps, Tensor gradOut, Tensor gradX,
            DySampleGradients gradients, Workers workers) {
        OffsetSampleGradient.run(stages.projected(), stages.offsets(), gradOut, config.scale(), config.groups(),
                maps.gradProjected(), maps.gradOffsets(), workers, taps);
        if (gradX != null) {
            endGradient.ofInput(maps.gradProjected(), gradX, workers);
        }
        if (gradients != null) {
            endGradient.addWeight(x, maps.gradProjected(), gradients.endConvWeightSums(), blocks, workers);
            if (gradients.endConvBiasSums() != null) {
                endGradient.addBias(gradOut, gradients.endConvBiasSums(), blocks, workers);
            }
        }
    }
}
