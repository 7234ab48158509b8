package io.github.dysample.verify.internal.check;

import io.github.dysample.verify.DoubleTensor;
import io.github.dysample.verify.Stage;
import java.io.IOException;

/** The expected stages of a case, in float64. */
@FunctionalInterface
public interface ExactStages {
    /** {@return a stage} */
    DoubleTensor get(Stage stage) throws IOException;
}
