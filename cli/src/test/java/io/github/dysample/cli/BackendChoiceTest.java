package io.github.dysample.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.dysample.Backends;
import org.junit.jupiter.api.Test;

class BackendChoiceTest {

    @Test
    void smallResultsAreScalarAndLargeOnesTheBest() {
        assertEquals("scalar", BackendChoice.forOneCall(0).name());
        assertEquals("scalar", BackendChoice.forOneCall(1 << 20).name());
        assertEquals(Backends.best(), BackendChoice.forOneCall(Integer.MAX_VALUE));
    }

    @Test
    void thePropertyDecidesForAnySize() {
        System.setProperty(Backends.PROPERTY, "abacus");
        try {
            assertThrows(UsageException.class, () -> BackendChoice.forOneCall(1));
            assertThrows(UsageException.class, () -> BackendChoice.forOneCall(Integer.MAX_VALUE));
        } finally {
            System.clearProperty(Backends.PROPERTY);
        }
    }
}
