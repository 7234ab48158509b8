package io.github.dysample.verify;

import java.io.Serializable;
import java.util.List;

/**
 * The result of one stage of one case.
 *
 * @param stage the stage
 * @param type the type of the port's values; null if they could not be read
 * @param problem why they were not compared: a wrong shape or type, or a damaged file; null if they were
 * @param comparison with float64; null if there is a problem
 * @param identicalBits how many values have this library's bits; −1 if the port's type is not float32
 * @param bitsRequired whether all must have them
 * @param worst where it is wrong; null if it passes or was not compared
 * @param patterns the patterns in the wrong values, each a phrase that follows the name of the stage; only of the
 *     first stage with wrong values
 * @param ourError this library's largest absolute error against float64; NaN if there is a problem
 */
public record StageResult(
        Stage stage,
        String type,
        String problem,
        Comparison comparison,
        long identicalBits,
        boolean bitsRequired,
        ErrorMap worst,
        List<String> patterns,
        double ourError) implements Serializable {

    /** {@return whether its file could be read} */
    public boolean isReadable() {
        return type != null;
    }

    /** {@return whether values were compared and are wrong} */
    public boolean hasWrongValues() {
        return problem == null && !comparison.passes();
    }

    /** {@return whether it is right} */
    public boolean passes() {
        return problem == null
                && comparison.passes()
                && (!bitsRequired || identicalBits == comparison.elements());
    }
}
