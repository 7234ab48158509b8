package io.github.dysample.internal;

/** The random weights PyTorch gives a fresh module, by PyTorch's own steps, each rounded where PyTorch rounds it. */
public final class TorchInitialization {
    /** Upstream's standard deviation of offset.weight. */
    private static final double DEVIATION = 0.001;

    /** From this many values on, PyTorch fills in blocks, and in float instead of double. */
    private static final int BLOCK = 16;

    private TorchInitialization() {}

    /**
     * {@code offset.weight} after {@code torch.manual_seed(seed)} and building the module.
     *
     * @param weights how many values it has
     * @param biases how many values offset.bias has
     * @param seed the seed, of which the low 32 bits count
     */
    public static float[] offsetWeight(int weights, int biases, long seed) {
        MersenneTwister random = new MersenneTwister((int) seed);
        // Conv2d first draws weight and bias from a uniform distribution; both are then overwritten.
        for (long draw = 0; draw < (long) weights + biases; draw++) {
            random.nextInt();
        }
        float[] values = new float[weights];
        if (weights < BLOCK) {
            fillPairwise(values, random);
        } else {
            fillBlocks(values, random);
        }
        return values;
    }

    private static void fillBlocks(float[] values, MersenneTwister random) {
        for (int i = 0; i < values.length; i++) {
            values[i] = uniformFloat(random);
        }
        int block = 0;
        for (; block + BLOCK <= values.length; block += BLOCK) {
            toNormal(values, block);
        }
        if (block < values.length) {
            // The rest is less than a block, so the last 16 are drawn again.
            block = values.length - BLOCK;
            for (int i = block; i < values.length; i++) {
                values[i] = uniformFloat(random);
            }
            toNormal(values, block);
        }
    }

    /** Box–Muller on 16 uniforms: the first 8 give the radius, the last 8 the angle. */
    private static void toNormal(float[] values, int block) {
        for (int j = block; j < block + BLOCK / 2; j++) {
            float u1 = 1f - values[j];
            float u2 = values[j + BLOCK / 2];
            float radius = (float) Math.sqrt(-2f * TorchMath.log(u1));
            float angle = (float) (2 * Math.PI) * u2;
            values[j] = radius * TorchMath.cos(angle) * (float) DEVIATION;
            values[j + BLOCK / 2] = radius * TorchMath.sin(angle) * (float) DEVIATION;
        }
    }

    /** Box–Muller in double, two values from two uniforms, the second kept for the next turn. */
    private static void fillPairwise(float[] values, MersenneTwister random) {
        for (int i = 0; i < values.length; i += 2) {
            double u1 = uniformDouble(random);
            double u2 = uniformDouble(random);
            double radius = Math.sqrt(-2 * StrictMath.log1p(-u2));
            double angle = 2 * Math.PI * u1;
            values[i] = (float) (radius * StrictMath.cos(angle) * DEVIATION);
            if (i + 1 < values.length) {
                values[i + 1] = (float) (radius * StrictMath.sin(angle) * DEVIATION);
            }
        }
    }

    private static float uniformFloat(MersenneTwister random) {
        return (random.nextInt() & 0xFFFFFF) * 0x1p-24f;
    }

    private static double uniformDouble(MersenneTwister random) {
        long high = Integer.toUnsignedLong(random.nextInt());
        long low = Integer.toUnsignedLong(random.nextInt());
        return ((high << 32 | low) & ((1L << 53) - 1)) * 0x1p-53;
    }
}
