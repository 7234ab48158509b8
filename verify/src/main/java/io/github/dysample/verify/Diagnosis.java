package io.github.dysample.verify;

import java.util.List;

/**
 * A set of mistakes that explains a port: the layer computed with them gives what the port gives.
 *
 * @param mistakes one, or some that come together
 * @param explained failing cases that it explains
 * @param failing all failing cases
 * @param contradicted passing cases that it would have failed
 * @param alternatives other mistakes, or as many together, that explain as much: these cases cannot tell them apart
 */
public record Diagnosis(
        List<Mistake> mistakes, int explained, int failing, int contradicted, List<List<Mistake>> alternatives) {
    private static final double NEARLY = 0.9;

    /**
     * {@return whether it explains nearly everything, contradicts nothing, and nothing else does} Nearly: where
     * offsets go very far, rounding alone decides what some mistakes give.
     */
    public boolean isConvincing() {
        return explained >= NEARLY * failing && contradicted == 0 && alternatives.isEmpty();
    }
}
