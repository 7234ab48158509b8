package io.github.dysample.testkit.backends;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;

import io.github.dysample.Backend;
import io.github.dysample.Backends;
import io.github.dysample.testkit.BackendContract;
import org.junit.jupiter.api.Test;

/** The contract on the automatic choice, whose layers take bands from the scalar backend and from the vector one. */
class AutomaticBackendTest extends BackendContract {

    @Override
    protected Backend backend() {
        return Backends.best();
    }

    @Test
    void isNotTheBackendOfThatName() {
        assertEquals("vector", backend().name());
        assertNotSame(Backends.named("vector"), backend());
    }
}
