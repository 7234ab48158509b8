package io.github.dysample.cli;

import io.github.dysample.Tensor;
import io.github.dysample.io.NdArray;
import io.github.dysample.io.Npy;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What a file with one array without a name holds, .npy or a picture; or a standard stream with the content of one.
 *
 * @param array the array; of a picture (1, C, H, W), 0 to 1
 * @param pictureBits of a picture's sample, 8 or 16; 0 for an array
 */
record ArrayFile(NdArray array, int pictureBits) {

    /** Reads a file by the end of its name, standard input by what comes. */
    static ArrayFile read(Path file, StandardStreams standard) throws IOException {
        if (!StandardStreams.isMeantBy(file)) {
            requireName(file);
            return FileExtension.of(file).isPicture() ? of(Pictures.read(file)) : new ArrayFile(Npy.read(file), 0);
        }
        String name = StandardStreams.inputName(file);
        byte[] content = standard.readAll();
        return startsAsNpy(content) ? new ArrayFile(Npy.read(name, content), 0) : of(Pictures.read(name, content));
    }

    static ArrayFile of(Picture picture) {
        return new ArrayFile(NdArray.of(picture.tensor()), picture.bits());
    }

    private static boolean startsAsNpy(byte[] content) {
        byte[] magic = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
        int same = Arrays.mismatch(content, magic);
        return same < 0 || same >= magic.length;
    }

    /** Writes the array in its own element type, or as a picture; an existing file is replaced by the complete one. */
    void write(Path file, FileExtension kind, StandardStreams standard) throws IOException {
        write(file, kind, standard, new PictureShare());
    }

    /** The same, and says how much of a picture is written. */
    void write(Path file, FileExtension kind, StandardStreams standard, PictureShare share) throws IOException {
        if (StandardStreams.isMeantBy(file)) {
            write(standard.out(), kind, file, share);
        } else if (kind.isPicture()) {
            Pictures.write(picture(file), file, share);
        } else {
            Npy.write(file, array);
        }
    }

    /** Writes the content of such a file to a stream, which stays open; the file is for messages. */
    void write(OutputStream out, FileExtension kind, Path file, PictureShare share) throws IOException {
        if (kind.isPicture()) {
            Pictures.write(picture(file), kind, out, share);
        } else {
            out.write(Npy.toBytes(array));
        }
    }

    /** {@return the array as a tensor, if it is one; the file is for the message if not} */
    Tensor tensor(Path file) {
        if (array.rank() != 3 && array.rank() != 4) {
            throw new UsageException(StandardStreams.inputName(file)
                    + ": a tensor has shape (N, C, H, W) or (C, H, W), the file has " + array.shapeString());
        }
        return array.toTensor();
    }

    private Picture picture(Path file) {
        return new Picture(tensor(file), pictureBits == 0 ? Picture.USUAL_BITS : pictureBits);
    }

    /** Refuses a file for its name before any work is done. */
    static void requireName(Path file) {
        if (!StandardStreams.isMeantBy(file)) {
            FileExtension.ofOneOf(FileExtension.TENSORS, file);
        }
    }
}
