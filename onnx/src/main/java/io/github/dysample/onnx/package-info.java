/**
 * DySample layers in ONNX files.
 *
 * <p>{@link io.github.dysample.onnx.OnnxModel#read(java.nio.file.Path)} reads a model without ONNX Runtime, finds its
 * DySample layers, takes their weights out and says of each whether the file computes it.
 *
 * <p>Files are not trusted: lengths, counts, products and nesting are checked before anything is allocated, external
 * data are read from the model's own folder only, and the graph is evaluated by an interpreter of a few operators with
 * a budget.
 */
package io.github.dysample.onnx;
