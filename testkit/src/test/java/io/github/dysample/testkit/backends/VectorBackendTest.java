package io.github.dysample.testkit.backends;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.dysample.Backend;
import io.github.dysample.Backends;
import io.github.dysample.testkit.BackendContract;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The contract on the vector backend. */
@Tag("vector")
class VectorBackendTest extends BackendContract {

    @Override
    protected Backend backend() {
        return Backends.named("vector");
    }

    @Test
    void isTheOneThatIsMeant() {
        assertEquals("vector", backend().name());
    }
}
