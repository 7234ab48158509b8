package io.github.dysample.cli;

import io.github.dysample.Tensor;
import io.github.dysample.io.NdArray;
import java.nio.file.Path;

/**
 * A tensor from a file, and its rank in the file.
 *
 * @param tensor (N, C, H, W)
 * @param rank 4, or 3 for a file with one (C, H, W) map
 */
record TensorFile(Tensor tensor, int rank) {

    /** Takes an array that should be a tensor. */
    static TensorFile of(NdArray array, Path file) {
        if (array.rank() != 3 && array.rank() != 4) {
            throw new UsageException(StandardStreams.inputName(file)
                    + ": a tensor has shape (N, C, H, W) or (C, H, W), the file has " + array.shapeString());
        }
        return new TensorFile(array.toTensor(), array.rank());
    }

    /** {@return the tensor as an array of the rank it had} */
    NdArray array() {
        return rank == 3
                ? NdArray.of(tensor.data(), tensor.c(), tensor.h(), tensor.w())
                : NdArray.of(tensor);
    }
}
