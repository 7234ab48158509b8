package io.github.dysample.cli.verify;

import io.github.dysample.cli.golden.Stage;
import io.github.dysample.reference.DoubleTensor;
import java.io.IOException;

/** What the stages of a case should be, in float64. */
@FunctionalInterface
interface ExactStages {
    /** {@return a stage} */
    DoubleTensor get(Stage stage) throws IOException;
}
