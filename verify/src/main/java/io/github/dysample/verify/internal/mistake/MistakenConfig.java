package io.github.dysample.verify.internal.mistake;

import io.github.dysample.DySampleConfig;
import io.github.dysample.verify.Mistake;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a wrong layer is.
 *
 * @param layer as it should be
 * @param mistakes that it makes
 */
record MistakenConfig(DySampleConfig layer, EnumSet<Mistake> mistakes) {

    static MistakenConfig of(DySampleConfig layer, Set<Mistake> mistakes) {
        EnumSet<Mistake> own = EnumSet.noneOf(Mistake.class);
        own.addAll(mistakes);
        return new MistakenConfig(layer, own);
    }

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
