package io.github.dysample.cli.verify;

import io.github.dysample.cli.golden.GoldenCase;
import io.github.dysample.cli.golden.Suite;
import java.io.IOException;
import java.util.List;

/** Whoever computed the stages that are checked. */
public interface Port {
    /** {@return what reports call it} */
    String name();

    /** {@return the stages it gives for a case} */
    PortStages stages(GoldenCase golden) throws IOException;

    /** {@return whether it must have the bits of the suite's float32 files} */
    boolean promisesBits();

    /**
     * Tells what people should know about it.
     *
     * @param suite what it was checked against
     * @param missing the names of the cases it lacks
     * @return sentences, none if there is nothing to tell
     */
    default List<String> remarks(Suite suite, List<String> missing) throws IOException {
        return List.of();
    }
}
