package io.github.dysample.jmh.cold;

import io.github.dysample.DySample;
import io.github.dysample.DySampleWeights;
import java.util.List;
import java.util.Locale;

/** Who computes the layer. */
enum Choice {
    /** The scalar backend, asked for by name. */
    SCALAR,
    /** The vector backend, asked for by name. */
    VECTOR,
    /** What a layer does if no backend is named. */
    AUTOMATIC,
    /** The layer in Python with PyTorch. */
    PYTORCH;

    static final List<Choice> OURS = List.of(SCALAR, VECTOR, AUTOMATIC);

    DySample layer(DySampleWeights weights) {
        return switch (this) {
            case SCALAR, VECTOR -> DySample.of(weights, text());
            case AUTOMATIC -> DySample.of(weights);
            case PYTORCH -> throw new IllegalArgumentException("PyTorch has a process of its own kind");
        };
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
