package io.github.dysample.onnx;

import io.github.dysample.testing.CoverageGuided;

/** Fuzzes reading and judging models. */
class ModelsFuzz extends CoverageGuided {
    ModelsFuzz() {
        super(ModelTargets.class);
    }
}
