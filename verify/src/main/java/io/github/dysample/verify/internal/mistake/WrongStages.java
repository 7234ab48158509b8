package io.github.dysample.verify.internal.mistake;

import io.github.dysample.verify.DoubleGradientTrace;
import io.github.dysample.verify.DoubleTensor;
import io.github.dysample.verify.GoldenCase;
import io.github.dysample.verify.Mistake;
import io.github.dysample.verify.Stage;
import java.util.Set;
import java.util.function.Function;

/** The stages of a case with some mistakes: of the forward pass, or of the backward pass where the mistakes are its. */
public final class WrongStages {
    private WrongStages() {}

    /** {@return the stages that some mistakes of one pass make, of that pass; for one thread} */
    public static Function<Stage, DoubleTensor> of(GoldenCase golden, Set<Mistake> mistakes) {
        if (mistakes.stream().anyMatch(Mistake::isOfGradients)) {
            if (golden.gradOut() == null) {
                return _ -> null;
            }
            DoubleGradientTrace wrong = new WrongGradients(golden, mistakes).trace();
            return stage -> stage.of(wrong);
        }
        return new WrongLayer(golden.weights(), mistakes).stages(golden.x());
    }
}
