package io.github.dysample.internal.vector;

import static io.github.dysample.internal.vector.Lanes.COUNT;
import static io.github.dysample.internal.vector.Lanes.FLOATS;

import io.github.dysample.DySampleWeights;
import io.github.dysample.Tensor;
import io.github.dysample.spi.Workers;
import jdk.incubator.vector.FloatVector;

/**
 * The 1×1 convolution that follows the sampling in networks for super-resolution, computed before it: each group's
 * channels are projected to the outputs at the low resolution, then sampled with the group's points and added up.
 */
final class EndConv {
    /** Positions to a piece of work. */
    private static final int PIECE = 3072;

    private final PackedWeights[] ofGroups;
    private final float[] bias; // [outputs] or null
    private final int outputs;

    EndConv(DySampleWeights weights) {
        outputs = weights.config().endConvOutputs();
        bias = weights.endConvBias();
        ofGroups = new PackedWeights[weights.config().groups()];
        for (int group = 0; group < ofGroups.length; group++) {
            ofGroups[group] = new PackedWeights(
                    weights.endConvWeightOf(group), null, outputs, weights.config().channelsPerGroup());
        }
    }

    /** What the convolution makes of each group alone (B, g, outputs, H, W). */
    void project(Tensor x, float[] projected, Workers workers) {
        int perItem = Math.ceilDiv(x.h() * x.w(), PIECE);
        if (workers.width() == 1) {
            for (int piece = 0; piece < x.n() * perItem; piece++) {
                project(x, piece / perItem, piece % perItem * PIECE, projected);
            }
        } else {
            workers.run(x.n() * perItem, piece -> project(x, piece / perItem, piece % perItem * PIECE, projected));
        }
    }

    private void project(Tensor x, int n, int first, float[] projected) {
        int plane = x.h() * x.w();
        for (int group = 0; group < ofGroups.length; group++) {
            int itemAndGroup = n * ofGroups.length + group;
            Conv1x1.run(x.data(), itemAndGroup * ofGroups[group].inputs * plane + first, plane, ofGroups[group],
                    projected, itemAndGroup * outputs * plane + first, plane, Math.min(PIECE, plane - first));
        }
    }

    /** All outputs of a band, from its offsets; see {@link OffsetSample#band}. */
    void band(
            float[] projected, Tensor x, int n, int firstRow, int rows, int firstColumn, int columns, int scale,
            Scratch scratch, Tensor out) {
        int plane = x.h() * x.w();
        int together = columns == x.w() ? scale * rows : 1;
        int count = together * scale * columns;
        for (int group = 0; group < ofGroups.length; group++) {
            for (int row = scale * firstRow; row < scale * (firstRow + rows); row += together) {
                scratch.plan.run(scratch.offsets, 0, rows * columns, scale, group, ofGroups.length, firstRow, row,
                        together, firstColumn, columns, x.h(), x.w());
                Sampler.run(scratch.plan.plan, projected, (n * ofGroups.length + group) * outputs * plane, plane,
                        outputs, scratch.sampled, 0, count);
                for (int o = 0; o < outputs; o++) {
                    int to = ((n * outputs + o) * out.h() + row) * out.w() + scale * firstColumn;
                    if (group == 0) {
                        addTo(bias == null ? 0f : bias[o], scratch.sampled, o * count, count, out.data(), to);
                    } else {
                        add(scratch.sampled, o * count, count, out.data(), to);
                    }
                }
            }
        }
    }

    private static void addTo(float start, float[] terms, int from, int count, float[] out, int to) {
        FloatVector starts = FloatVector.broadcast(FLOATS, start);
        int i = 0;
        for (; i + COUNT <= count; i += COUNT) {
            starts.add(FloatVector.fromArray(FLOATS, terms, from + i)).intoArray(out, to + i);
        }
        for (; i < count; i++) {
            out[to + i] = start + terms[from + i];
        }
    }

    private static void add(float[] terms, int from, int count, float[] out, int to) {
        int i = 0;
        for (; i + COUNT <= count; i += COUNT) {
            FloatVector.fromArray(FLOATS, out, to + i).add(FloatVector.fromArray(FLOATS, terms, from + i))
                    .intoArray(out, to + i);
        }
        for (; i < count; i++) {
            out[to + i] += terms[from + i];
        }
    }
}
