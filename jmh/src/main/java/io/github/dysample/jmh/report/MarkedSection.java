package io.github.dysample.jmh.report;

import io.github.dysample.io.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The part of a file between two comments, which the report writes. */
final class MarkedSection {
    static final String BEGIN = "<!-- benchmarks: begin -->";
    static final String END = "<!-- benchmarks: end -->";

    private MarkedSection() {}

    /** Replaces what is between the marks. */
    static void replace(Path file, String content) throws IOException {
        String replaced = replaced(Files.readString(file), content, file.toString());
        AtomicFile.write(file, out -> out.write(replaced.getBytes(StandardCharsets.UTF_8)));
    }

    static String replaced(String text, String content, String name) throws IOException {
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        boolean once = begin == text.lastIndexOf(BEGIN) && end == text.lastIndexOf(END);
        if (begin < 0 || end < begin || !once) {
            throw new IOException(name + " must have the line " + BEGIN + " and after it the line " + END
                    + ", each once: the report goes between them");
        }
        return text.substring(0, begin + BEGIN.length()) + "\n" + content + text.substring(end);
    }
}
