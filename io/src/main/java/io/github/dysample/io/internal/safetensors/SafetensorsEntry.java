package io.github.dysample.io.internal.safetensors;

import io.github.dysample.io.DType;

/**
 * One tensor as the header of a safetensors file describes it.
 *
 * @param dtype its element type; null if it is not supported and the tensor not wanted
 * @param begin where its data begin, counted from the end of the header
 * @param end where they end
 * @param headerAt where the entry's value stands in the file
 */
record SafetensorsEntry(
        String name, boolean wanted, DType dtype, long[] shape, long begin, long end, long headerAt) {}
