package io.github.dysample.verify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** The folder {@code testdata} and its golden cases. */
final class TestData {
    static final Path FOLDER = Path.of(System.getProperty("basedir", "."), "..", "testdata");

    private TestData() {}

    /** {@return a folder of {@code testdata/cases}} */
    static Path folder(GoldenCase golden) {
        return FOLDER.resolve("cases").resolve(golden.record().name());
    }

    /** {@return all golden cases, read anew} */
    static List<GoldenCase> cases() throws IOException {
        Suite suite = Suite.open(FOLDER);
        return suite.names().stream().map(name -> read(suite, name)).toList();
    }

    private static GoldenCase read(Suite suite, String name) {
        try {
            return suite.read(name);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(name + " cannot be read", unreadable);
        }
    }
}
