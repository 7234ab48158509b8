/**
 * Checking a port of the layer against golden cases, stage by stage: {@link io.github.dysample.verify.Verifier} and
 * {@link io.github.dysample.verify.Suite}, from a JUnit test without a file or a process; comparing tensors,
 * {@link io.github.dysample.verify.TensorComparison}; the layer in float64,
 * {@link io.github.dysample.verify.ReferenceLayer}.
 */
package io.github.dysample.verify;
