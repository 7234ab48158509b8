/**
 * The layer as an operator of ONNX Runtime, so that a network in an {@code .onnx} file stays one session: see {@link
 * io.github.dysample.onnxruntime.DySampleOperator}.
 */
package io.github.dysample.onnxruntime;
