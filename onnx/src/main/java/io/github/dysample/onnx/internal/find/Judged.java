package io.github.dysample.onnx.internal.find;

import io.github.dysample.DySampleWeights;
import io.github.dysample.onnx.Verdict;

/**
 * A candidate that is a layer.
 *
 * @param weights its weights, without an end_conv
 * @param verdict what it computes
 * @param reason how that was found
 */
record Judged(DySampleWeights weights, Verdict verdict, String reason) {}
