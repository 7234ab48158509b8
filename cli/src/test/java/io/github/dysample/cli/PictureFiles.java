package io.github.dysample.cli;

import io.github.dysample.Tensor;
import java.io.IOException;
import java.nio.file.Path;

/** Tensors as pictures of 8 bits in files. */
final class PictureFiles {
    private PictureFiles() {}

    static void write(Tensor tensor, Path file) throws IOException {
        Pictures.write(new Picture(tensor, Picture.USUAL_BITS), file);
    }

    static Tensor read(Path file) throws IOException {
        return Pictures.read(file).tensor();
    }
}
