package io.github.dysample.verify;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The targets of the fuzzer take some of what they are started with. */
class SuiteTargetsTest {
    @TestFactory
    Stream<DynamicTest> seeds(@TempDir Path folder) throws IOException {
        return new SuiteTargets(folder).targets().stream()
                .map(target -> DynamicTest.dynamicTest(target.name(), () -> {
                    int taken = 0;
                    for (byte[] seed : target.seeds()) {
                        taken += target.attack().takes(seed) ? 1 : 0;
                    }
                    assertTrue(taken > 0, "none of " + target.seeds().size() + " seeds is taken");
                }));
    }
}
