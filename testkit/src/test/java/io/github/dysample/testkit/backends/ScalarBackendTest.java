package io.github.dysample.testkit.backends;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.dysample.Backend;
import io.github.dysample.Backends;
import io.github.dysample.testkit.BackendContract;
import org.junit.jupiter.api.Test;

/** The contract on the scalar backend. */
class ScalarBackendTest extends BackendContract {

    @Override
    protected Backend backend() {
        return Backends.named("scalar");
    }

    @Test
    void isTheOneThatIsMeant() {
        assertEquals("scalar", backend().name());
    }
}
