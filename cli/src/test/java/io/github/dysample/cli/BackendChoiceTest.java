package io.github.dysample.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.dysample.Backends;
import org.junit.jupiter.api.Test;

class BackendChoiceTest {

    @Test
    void theAutomaticOneUnlessAName() {
        assertEquals(Backends.best(), BackendChoice.of(null));
        assertEquals(Backends.named("scalar"), BackendChoice.of("Scalar"));
    }

    @Test
    void thePropertyDecides() {
        System.setProperty(Backends.PROPERTY, "abacus");
        try {
            assertThrows(UsageException.class, () -> BackendChoice.of(null));
        } finally {
            System.clearProperty(Backends.PROPERTY);
        }
    }
}
