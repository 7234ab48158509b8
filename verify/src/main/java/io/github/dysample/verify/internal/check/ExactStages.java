package io.github.dysample.verify.internal.check;

import io.github.dysample.verify.DoubleTensor;
import io.github.dysample.verify.Stage;
import java.io.IOException;

/** What the stages of a case should be, in float64. */
@FunctionalInterface
public interface ExactStages {
    /** {@return a stage} */
    DoubleTensor get(Stage stage) throws IOException;
}
