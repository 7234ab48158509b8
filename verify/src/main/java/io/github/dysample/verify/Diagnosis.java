package io.github.dysample.verify;

import java.util.List;

/**
 * A set of mistakes that explains a port: with them, the layer gives the results of the port.
 *
 * @param mistakes one, or several together
 * @param explained how many failing cases it explains
 * @param failing how many cases fail
 * @param contradicted how many passing cases would fail with it
 * @param alternatives other mistakes, or as many together, that explain as much: these cases cannot tell them apart
 */
public record Diagnosis(
        List<Mistake> mistakes, int explained, int failing, int contradicted, List<List<Mistake>> alternatives) {
    private static final double NEARLY = 0.9;

    /**
     * {@return whether it explains nearly all failing cases, contradicts no passing one and has no alternative} Nearly
     * all, since with very far offsets rounding alone decides the results of some mistakes.
     */
    public boolean isConvincing() {
        return explained >= NEARLY * failing && contradicted == 0 && alternatives.isEmpty();
    }
}
