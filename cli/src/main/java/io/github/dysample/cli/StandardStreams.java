package io.github.dysample.cli;

import io.github.dysample.io.AtomicFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Standard input and output in the place of files, which {@code -} names; a file of that name is {@code ./-}. */
final class StandardStreams {
    private final InputStream in;
    private final PrintStream out;

    StandardStreams(InputStream in, PrintStream out) {
        this.in = in;
        this.out = out;
    }

    /** {@return whether a path stands for a stream} */
    static boolean isMeantBy(Path file) {
        return file != null && file.toString().equals("-");
    }

    /** {@return what messages call an input} */
    static String inputName(Path file) {
        return isMeantBy(file) ? "standard input" : file.toString();
    }

    /** {@return what messages call an output} */
    static String outputName(Path file) {
        return isMeantBy(file) ? "standard output" : file.toString();
    }

    PrintStream out() {
        return out;
    }

    byte[] readAll() throws IOException {
        byte[] content = in.readAllBytes();
        if (content.length == 0) {
            throw new IOException("standard input: nothing came; - reads a .npy array or a picture from it");
        }
        return content;
    }

    /** Writes text to standard output or to a file, which appears whole or not at all. */
    void write(Path target, String text) throws IOException {
        if (isMeantBy(target)) {
            out.print(text.endsWith("\n") ? text : text + "\n");
        } else {
            AtomicFile.write(target, bytes -> bytes.write(text.getBytes(StandardCharsets.UTF_8)));
        }
    }
}
