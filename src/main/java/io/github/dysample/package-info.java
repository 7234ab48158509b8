/**
 * The DySample layer for JVM applications: weights in, upsampled feature map out.
 *
 * <p>Start at {@link io.github.dysample.DySample}. A {@link io.github.dysample.Tensor} is a shape and a
 * {@code float[]}; {@link io.github.dysample.DySampleWeights} are a trained layer's parameters;
 * {@link io.github.dysample.Backends} tells which implementation computes, and why. Every backend gives the same
 * bits.
 *
 * <p>The layer is described in <cite>Learning to Upsample by Learning to Sample</cite>, ICCV 2023, arXiv 2308.15085.
 */
package io.github.dysample;
