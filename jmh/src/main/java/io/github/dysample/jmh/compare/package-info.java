/** Measures the engines one after the other on the same work. */
package io.github.dysample.jmh.compare;
