package io.github.dysample.cuda.internal;

import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Style;

/** A layer whose weights are on a GPU, from memory there to memory there. Safe to share between threads. */
public final class DeviceLayer {
    /** Pixels and warps of a block, as in the kernel. */
    private static final int TILE = 32;

    private static final int WARPS = 8;

    /** What a block may share on every GPU. */
    private static final int SHARED_BYTES = 48 << 10;

    private final Gpu gpu;
    private final DySampleConfig config;
    private final ResidentWeights weights;

    /** Copies the weights to the GPU. */
    public DeviceLayer(Gpu gpu, DySampleWeights weights) {
        this.gpu = gpu;
        config = weights.config();
        this.weights = ResidentWeights.of(gpu, weights, isFused());
    }

    /** {@return its configuration} */
    public DySampleConfig config() {
        return config;
    }

    /** {@return what frees the weights; it does not refer to this layer} */
    public Runnable release() {
        return weights.blocks()::free;
    }

    private long sharedBytes() {
        return (long) config.offsetChannels() * TILE * Float.BYTES;
    }

    /** Whether one kernel computes it: a block can share its pixels' offsets, and nothing follows the sampling. */
    private boolean isFused() {
        return sharedBytes() <= SHARED_BYTES && !config.hasEndConv();
    }

    /**
     * Puts the layer on a stream.
     *
     * @param launcher of the stream
     * @param x the address of the input (n, C, h, w)
     * @param n items, at least 1
     * @param h height
     * @param w width
     * @param out the address of the output
     */
    public void forward(Launcher launcher, long x, int n, int h, int w, long out) {
        if (isFused()) {
            fused(launcher, x, n, h, w, out);
        } else {
            composed(launcher, x, n, h, w, out);
        }
    }

    private void fused(Launcher launcher, long x, int n, int h, int w, long out) {
        int tiles = Math.ceilDiv(h * w, TILE);
        int[] numbers = {config.channels(), config.groups(), config.scale(), config.style() == Style.PL ? 1 : 0};
        launcher.launch(Kernel.layer(config.scale()), n * tiles, TILE, WARPS, (int) sharedBytes(), launcher.parameters()
                .addresses(x, out)
                .struct(weights.addresses(), numbers)
                .numbers(h, w, tiles));
    }

    /** One kernel after the other, with what is between them in memory. */
    private void composed(Launcher launcher, long x, int n, int h, int w, long out) {
        Blocks blocks = new Blocks(gpu.memory());
        try {
            int elements = n * config.offsetChannels() * h * w;
            long linear = branch(launcher, x, n, h, w, weights.offsetWeight(), weights.offsetBias(), blocks);
            long scope = config.dynamicScope()
                    ? branch(launcher, x, n, h, w, weights.scopeWeight(), weights.scopeBias(), blocks)
                    : 0;
            launcher.launch(Kernel.OFFSETS, elements, launcher.parameters()
                    .addresses(linear, scope, weights.initial(), linear)
                    .numbers(config.offsetChannels(), h * w));
            if (config.hasEndConv()) {
                sampleProjected(launcher, x, linear, n, h, w, out, blocks);
            } else {
                launcher.launch(Kernel.OFFSET_SAMPLE, outputs(n, h, w), launcher.parameters()
                        .addresses(x, linear, out)
                        .numbers(config.channels(), h, w, config.scale(), config.groups()));
            }
        } finally {
            // Freed blocks may be taken for other work at once.
            try {
                launcher.await();
            } finally {
                blocks.free();
            }
        }
    }

    /** The convolution after the sampling, computed before it. */
    private void sampleProjected(
            Launcher launcher, long x, long offsets, int n, int h, int w, long out, Blocks blocks) {
        int elements = n * config.groups() * config.endConvOutputs() * h * w;
        long projected = blocks.allocate(elements);
        launcher.launch(Kernel.PROJECT_GROUPS, elements, launcher.parameters()
                .addresses(x, weights.endConvWeight(), projected)
                .numbers(config.channels(), config.groups(), config.endConvOutputs(), h * w));
        launcher.launch(Kernel.SAMPLE_GROUPS, outputs(n, h, w), launcher.parameters()
                .addresses(projected, offsets, weights.endConvBias(), out)
                .numbers(config.endConvOutputs(), h, w, config.scale(), config.groups()));
    }

    private int outputs(int n, int h, int w) {
        return n * config.outputChannels() * config.outputSize(h) * config.outputSize(w);
    }

    private long branch(Launcher launcher, long x, int n, int h, int w, long weight, long bias, Blocks blocks) {
        int s = config.scale();
        int inputs = config.convInputs();
        int outputs = config.convOutputs();
        if (config.style() == Style.LP) {
            return conv(launcher, x, n * outputs * h * w, weight, bias, h * w, blocks);
        }
        int shuffledElements = n * inputs * s * h * s * w;
        long shuffled = blocks.allocate(shuffledElements);
        launcher.launch(Kernel.PIXEL_SHUFFLE, shuffledElements,
                launcher.parameters().addresses(x, shuffled).numbers(h, w, s));
        int elements = n * outputs * s * h * s * w;
        long linear = conv(launcher, shuffled, elements, weight, bias, s * h * s * w, blocks);
        long result = blocks.allocate(elements);
        launcher.launch(Kernel.PIXEL_UNSHUFFLE, elements,
                launcher.parameters().addresses(linear, result).numbers(h, w, s));
        return result;
    }

    private long conv(
            Launcher launcher, long x, int elements, long weight, long bias, int positions, Blocks blocks) {
        long result = blocks.allocate(elements);
        launcher.launch(Kernel.CONV_1X1, elements, launcher.parameters()
                .addresses(x, weight, bias, result)
                .numbers(config.convInputs(), config.convOutputs(), positions));
        return result;
    }
}
