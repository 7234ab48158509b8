package io.github.dysample.cuda.internal;

import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Style;
import io.github.dysample.cuda.internal.DeviceMemory.Block;
import io.github.dysample.spi.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The parameters of a layer on a GPU, as its kernels read them. */
final class ResidentWeights {
    /** Outputs that a thread computes together in style lp, as in the kernel. */
    private static final int TOGETHER = 4;

    private final Gpu gpu;
    private final List<Block> blocks = new ArrayList<>();
    private final long[] addresses = new long[7];

    private ResidentWeights(Gpu gpu) {
        this.gpu = gpu;
    }

    /** Copies parameters; packed if one kernel computes the layer. */
    static ResidentWeights of(Gpu gpu, DySampleWeights weights, boolean packed) {
        ResidentWeights resident = new ResidentWeights(gpu);
        DySampleConfig config = weights.config();
        float[][] arrays = {
            packed ? packed(config, weights.offsetWeight()) : weights.offsetWeight(), weights.offsetBias(),
            packed ? packed(config, weights.scopeWeight()) : weights.scopeWeight(), weights.scopeBias(),
            weights.initialPositions(), weights.endConvWeight(), weights.endConvBias()
        };
        boolean complete = false;
        try {
            gpu.use(staging -> {
                for (int i = 0; i < arrays.length; i++) {
                    resident.addresses[i] = arrays[i] == null ? 0 : resident.upload(arrays[i], staging);
                }
            });
            complete = true;
            return resident;
        } finally {
            if (!complete) {
                resident.free();
            }
        }
    }

    private long upload(float[] values, Staging staging) {
        Block block = gpu.memory().allocate((long) values.length * Float.BYTES);
        blocks.add(block);
        staging.upload(values, block.address(), Workers.caller());
        return block.address();
    }

    /** From [outputs][inputs] to [outputs / TOGETHER][inputs][TOGETHER], with zeros for outputs there are not. */
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

    /** {@return where they are: offset weight and bias, scope weight and bias, initial positions; 0 for none} */
    long[] addresses() {
        return Arrays.copyOf(addresses, 5);
    }

    long offsetWeight() {
        return addresses[0];
    }

    long offsetBias() {
        return addresses[1];
    }

    long scopeWeight() {
        return addresses[2];
    }

    long scopeBias() {
        return addresses[3];
    }

    long initial() {
        return addresses[4];
    }

    long endConvWeight() {
        return addresses[5];
    }

    long endConvBias() {
        return addresses[6];
    }

    void free() {
        blocks.forEach(gpu.memory()::free);
    }
}
