package example;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.DySampleWeights;
import io.github.dysample.verify.PortedLayer;
import io.github.dysample.verify.Suite;
import io.github.dysample.verify.Verifier;
import org.junit.jupiter.api.Test;

/** Verifies a port in JUnit: 77 cases, and 9 with an end_conv, without a file or a process. */
class NaivePortTest {
    @Test
    void passesTheStandardSuite() {
        PortedLayer port = PortedLayer.ofOutput((weights, x) -> new NaivePort(weights).forward(x));
        Verifier.verify(Suite.standard(), port).orThrow();
    }

    /** For a port that has end_conv, too, as this one. */
    @Test
    void passesTheSuiteOfHeads() {
        PortedLayer port = PortedLayer.ofOutput((weights, x) -> new NaivePort(weights).forward(x));
        Verifier.verify(Suite.heads(), port).orThrow();
    }

    /** What a failure looks like: the message names the mistake. */
    @Test
    void aMistakeIsNamed() {
        PortedLayer port = PortedLayer.ofOutput((weights, x) -> new NaivePort(withoutBias(weights)).forward(x));
        AssertionError failure =
                assertThrows(AssertionError.class, () -> Verifier.verify(Suite.standard(), port).orThrow());
        assertTrue(failure.getMessage().contains("no-bias: the bias of the offset convolution left out"));
    }

    private static DySampleWeights withoutBias(DySampleWeights right) {
        return new DySampleWeights(right.config(), right.offsetWeight(), null, right.scopeWeight(), right.scopeBias(),
                right.initialPositions(), right.endConvWeight(), right.endConvBias());
    }
}
