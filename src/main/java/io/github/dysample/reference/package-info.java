/**
 * The layer in float64: what the result would be without the rounding of float32, for measuring errors against. Plain
 * loops for readers, many times slower than {@link io.github.dysample.DySample}.
 */
package io.github.dysample.reference;
