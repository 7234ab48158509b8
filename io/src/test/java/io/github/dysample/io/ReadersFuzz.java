package io.github.dysample.io;

import io.github.dysample.testing.CoverageGuided;

/** Fuzzes the readers. */
class ReadersFuzz extends CoverageGuided {
    ReadersFuzz() {
        super(ReaderTargets.class);
    }
}
