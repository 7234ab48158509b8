package io.github.dysample.measure;

import io.github.dysample.DySampleWeights;

/** How far offsets reach, which decides how local a layer's reads are. */
public enum WeightsKind {
    /** A standard deviation of about a quarter of a pixel, as trained layers have. */
    TRAINED,
    /** A fresh layer: under a hundredth of a pixel, all but bilinear. */
    UNTRAINED,
    /**
     * A standard deviation of about 8 pixels, further than in any trained layer we know: neighbours are read far apart.
     */
    WILD;

    private static final float WILD_FACTOR = 32;
    private static final long SEED = 3;

    /**
     * {@return weights of this kind: the given ones, or new ones}
     *
     * @param trained weights of the kind {@link #TRAINED}
     */
    public DySampleWeights of(DySampleWeights trained) {
        return switch (this) {
            case TRAINED -> trained;
            case UNTRAINED -> DySampleWeights.initial(trained.config(), SEED);
            case WILD -> new DySampleWeights(
                    trained.config(),
                    scaled(trained.offsetWeight()),
                    scaled(trained.offsetBias()),
                    trained.scopeWeight(),
                    trained.scopeBias());
        };
    }

    private static float[] scaled(float[] values) {
        if (values == null) {
            return null;
        }
        float[] scaled = values.clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= WILD_FACTOR;
        }
        return scaled;
    }
}
