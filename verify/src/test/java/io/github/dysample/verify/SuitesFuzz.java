package io.github.dysample.verify;

import io.github.dysample.testing.CoverageGuided;

/** Fuzzes what reads a suite's folder. */
class SuitesFuzz extends CoverageGuided {
    SuitesFuzz() {
        super(SuiteTargets.class);
    }
}
