package io.github.dysample.verify.internal.mistake;

import io.github.dysample.DySampleConfig;
import io.github.dysample.verify.Mistake;
import java.util.Set;

/** The configuration of a layer, and the mistakes that a wrong one makes. */
record MistakenConfig(DySampleConfig layer, Set<Mistake> mistakes) {

    boolean has(Mistake mistake) {
        return mistakes.contains(mistake);
    }

    int scale() {
        return layer.scale();
    }

    int groups() {
        return layer.groups();
    }
}
