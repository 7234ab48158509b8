package io.github.dysample.verify;

import io.github.dysample.DySampleWeights;
import io.github.dysample.Tensor;
import java.io.IOException;
import java.util.List;
import java.util.function.BiFunction;

/**
 * A port of the layer, which is to be verified: another program that computes it.
 *
 * <p>For a port that gives only its output there is {@link #ofOutput}. Of one that gives every stage, the result says
 * where it first goes wrong.
 */
@FunctionalInterface
public interface PortedLayer {

    /**
     * {@return a port that gives only the output}
     *
     * @param port computes the output (B, O, sH, sW) of a layer for an input (B, C, H, W)
     */
    static PortedLayer ofOutput(BiFunction<DySampleWeights, Tensor, Tensor> port) {
        return golden -> PortedStages.output(port.apply(golden.weights(), golden.x()));
    }

    /**
     * {@return the stages of a case, computed or read}
     *
     * @param golden the case
     * @throws IOException if they cannot be read; a single unreadable stage belongs in {@link PortedStages}
     */
    PortedStages stages(GoldenCase golden) throws IOException;

    /** {@return the name for reports} */
    default String name() {
        return "the port";
    }

    /** {@return whether its results must have the bits of this library} */
    default boolean promisesBits() {
        return false;
    }

    /**
     * Remarks that may help to find out why cases fail or are missing.
     *
     * @param suite the suite it was checked against
     * @param missing the names of the cases it lacks
     * @return sentences; none if there is nothing to say
     * @throws IOException if a file that is looked at cannot be read
     */
    default List<String> remarks(Suite suite, List<String> missing) throws IOException {
        return List.of();
    }
}
