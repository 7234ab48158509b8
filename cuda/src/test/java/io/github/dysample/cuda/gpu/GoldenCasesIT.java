package io.github.dysample.cuda.gpu;

import io.github.dysample.Backend;
import io.github.dysample.Backends;

/** On the GPU. */
class GoldenCasesIT extends GoldenCases {
    @Override
    protected Backend backend() {
        return Backends.named("cuda");
    }
}
