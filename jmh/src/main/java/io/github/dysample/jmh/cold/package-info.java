/** Measures the first calls of fresh JVMs: what a call costs before anything has been compiled. */
package io.github.dysample.jmh.cold;
