package io.github.dysample.cli;

import io.github.dysample.io.NdArray;
import io.github.dysample.io.Npy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** A file that holds one array without a name, .npy or a picture; or a standard stream with the content of one. */
final class ArrayFile {
    private ArrayFile() {}

    /** Reads a file by the end of its name, standard input by what comes. */
    static NdArray read(Path file, StandardStreams standard) throws IOException {
        if (!StandardStreams.isMeantBy(file)) {
            requireName(file);
            return FileExtension.of(file).isPicture() ? NdArray.of(Pictures.read(file)) : Npy.read(file);
        }
        String name = StandardStreams.inputName(file);
        byte[] content = standard.readAll();
        return startsAsNpy(content) ? Npy.read(name, content) : NdArray.of(Pictures.read(name, content));
    }

    private static boolean startsAsNpy(byte[] content) {
        byte[] magic = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
        int same = Arrays.mismatch(content, magic);
        return same < 0 || same >= magic.length;
    }

    /** Writes an array in its own element type, or as a picture; an existing file is replaced by the complete one. */
    static void write(NdArray array, Path file, FileExtension kind, StandardStreams standard) throws IOException {
        write(array, file, kind, standard, new PictureShare());
    }

    /** The same, and says how much of a picture is written. */
    static void write(NdArray array, Path file, FileExtension kind, StandardStreams standard, PictureShare share)
            throws IOException {
        boolean toStream = StandardStreams.isMeantBy(file);
        if (kind.isPicture() && toStream) {
            Pictures.write(TensorFile.of(array, file).tensor(), kind, standard.out(), share);
        } else if (kind.isPicture()) {
            Pictures.write(TensorFile.of(array, file).tensor(), file, share);
        } else if (toStream) {
            standard.out().writeBytes(Npy.toBytes(array));
        } else {
            Npy.write(file, array);
        }
    }

    /** Refuses a file for its name before any work is done. */
    static void requireName(Path file) {
        if (!StandardStreams.isMeantBy(file)) {
            FileExtension.ofOneOf(OutputFormat.FITTING, file);
        }
    }
}
