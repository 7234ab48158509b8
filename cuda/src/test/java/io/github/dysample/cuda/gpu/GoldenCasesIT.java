package io.github.dysample.cuda.gpu;

import io.github.dysample.Backends;
import io.github.dysample.spi.Backend;

/** On the GPU. */
class GoldenCasesIT extends GoldenCases {
    @Override
    protected Backend backend() {
        return Backends.named("cuda");
    }
}
