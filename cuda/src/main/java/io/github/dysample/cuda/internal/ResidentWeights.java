package io.github.dysample.cuda.internal;

import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Style;
import io.github.dysample.spi.Workers;

/** The parameters of a layer on a GPU, as its kernels read them: the address of each, 0 for none. */
record ResidentWeights(
        Blocks blocks,
        long offsetWeight,
        long offsetBias,
        long scopeWeight,
        long scopeBias,
        long initial,
        long endConvWeight,
        long endConvBias) {
    /** Outputs that a thread computes together in style lp, as in the kernel. */
    private static final int TOGETHER = 4;

    /** Copies parameters; packed if one kernel computes the layer. */
    static ResidentWeights of(Gpu gpu, DySampleWeights weights, boolean packed) {
        DySampleConfig config = weights.config();
        Blocks blocks = new Blocks(gpu.memory());
        try (Session session = new Session(gpu, Workers.caller())) {
            return new ResidentWeights(
                    blocks,
                    upload(packed ? packed(config, weights.offsetWeight()) : weights.offsetWeight(), session, blocks),
                    upload(weights.offsetBias(), session, blocks),
                    upload(packed ? packed(config, weights.scopeWeight()) : weights.scopeWeight(), session, blocks),
                    upload(weights.scopeBias(), session, blocks),
                    upload(weights.initialPositions(), session, blocks),
                    upload(weights.endConvWeight(), session, blocks),
                    upload(weights.endConvBias(), session, blocks));
        } catch (RuntimeException | Error failed) {
            // The session is closed by now, so that nothing is copied any more.
            blocks.free();
            throw failed;
        }
    }

    private static long upload(float[] values, Session session, Blocks blocks) {
        if (values == null) {
            return 0;
        }
        long address = blocks.allocate(values.length);
        session.upload(values, address);
        return address;
    }

    /** From [outputs][inputs] to [outputs / TOGETHER][inputs][TOGETHER], padded with zeros. */
    static float[] packed(DySampleConfig config, float[] weight) {
        if (weight == null || config.style() == Style.PL) {
            return weight;
        }
        int inputs = config.convInputs();
        int outputs = config.convOutputs();
        float[] packed = new float[Math.ceilDiv(outputs, TOGETHER) * TOGETHER * inputs];
        for (int o = 0; o < outputs; o++) {
            for (int c = 0; c < inputs; c++) {
                packed[(o / TOGETHER * inputs + c) * TOGETHER + o % TOGETHER] = weight[o * inputs + c];
            }
        }
        return packed;
    }

    /** {@return what the one kernel reads: all but the convolution at the end} */
    long[] addresses() {
        return new long[] {offsetWeight, offsetBias, scopeWeight, scopeBias, initial};
    }
}
