package io.github.dysample.cli.verify;

import io.github.dysample.cli.golden.Stage;
import io.github.dysample.compare.TensorComparison;
import java.util.List;

/**
 * How one stage of one case came out.
 *
 * @param stage which
 * @param type of the port's values; null if they could not be read
 * @param problem why they were not compared: a wrong shape or type, a damaged file; null if they were
 * @param comparison with float64; null if there is a problem
 * @param identicalBits how many have this library's bits; −1 if the port's type is not float32
 * @param bitsRequired whether all must
 * @param worst where it is wrong; null if it passes or was not compared
 * @param patterns what is seen in what is wrong, each in the words that follow the name of the stage; of the first
 *     stage with wrong values only
 * @param ourError this library's largest absolute error against float64; NaN if there is a problem
 */
public record StageResult(
        Stage stage,
        String type,
        String problem,
        TensorComparison comparison,
        long identicalBits,
        boolean bitsRequired,
        ErrorMap worst,
        List<String> patterns,
        double ourError) {

    static StageResult unfit(Stage stage, String type, Unfit unfit) {
        return new StageResult(stage, type, unfit.problem(), null, -1, false, null, unfit.patterns(), Double.NaN);
    }

    static StageResult unreadable(Stage stage, String problem) {
        return new StageResult(stage, null, problem, null, -1, false, null, List.of(), Double.NaN);
    }

    /** {@return whether its file could be read} */
    public boolean isReadable() {
        return type != null;
    }

    /** {@return whether values were compared and are wrong} */
    public boolean hasWrongValues() {
        return problem == null && !comparison.passes();
    }

    /** {@return whether it is as it should be} */
    public boolean passes() {
        return problem == null
                && comparison.passes()
                && (!bitsRequired || identicalBits == comparison.elements());
    }
}
