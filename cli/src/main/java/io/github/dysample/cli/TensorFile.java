package io.github.dysample.cli;

import io.github.dysample.Tensor;
import io.github.dysample.io.NdArray;
import io.github.dysample.io.internal.picture.Alpha;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * A tensor from a file, and what it was in the file.
 *
 * @param tensor (N, C, H, W)
 * @param rank 4, or 3 for a file with one (C, H, W) map
 * @param pictureBits of a picture's sample, 8 or 16; 0 if it was an array
 */
record TensorFile(Tensor tensor, int rank, int pictureBits) {

    /** Takes an array that should be a tensor. */
    static TensorFile of(ArrayFile read, Path file) {
        return new TensorFile(read.tensor(file), read.array().rank(), read.pictureBits());
    }

    /** {@return what a layer makes of it; the colours of a picture are weighted by their alpha in the layer} */
    TensorFile through(UnaryOperator<Tensor> layer) {
        Tensor result = pictureBits > 0 ? Alpha.through(tensor, layer) : layer.apply(tensor);
        return new TensorFile(result, rank, pictureBits);
    }

    /** {@return the tensor as an array of the rank it had} */
    NdArray array() {
        return rank == 3
                ? NdArray.of(tensor.data(), tensor.c(), tensor.h(), tensor.w())
                : NdArray.of(tensor);
    }
}
