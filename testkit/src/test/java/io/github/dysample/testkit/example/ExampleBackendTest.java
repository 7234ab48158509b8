package io.github.dysample.testkit.example;

import io.github.dysample.Backend;
import io.github.dysample.testkit.BackendContract;

/** The example passes the kit. */
class ExampleBackendTest extends BackendContract {

    @Override
    protected Backend backend() {
        return Backend.of("example", new ExampleKernels());
    }
}
