package io.github.dysample.cli;

import io.github.dysample.testing.CoverageGuided;

/** Fuzzes the reader of pictures. */
class PicturesFuzz extends CoverageGuided {
    PicturesFuzz() {
        super(PictureTargets.class);
    }
}
