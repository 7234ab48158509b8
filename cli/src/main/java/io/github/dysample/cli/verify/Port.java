package io.github.dysample.cli.verify;

import io.github.dysample.cli.golden.GoldenCase;
import io.github.dysample.cli.golden.Stage;
import io.github.dysample.io.NdArray;
import java.io.IOException;
import java.util.Map;

/** Whoever computed the stages that are checked. */
public interface Port {
    /** {@return what reports call it} */
    String name();

    /** {@return the stages it gives for a case; empty if it does not have the case} */
    Map<Stage, NdArray> stages(GoldenCase golden) throws IOException;

    /** {@return whether it must have the bits of the suite's float32 files} */
    boolean promisesBits();
}
