package io.github.dysample.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The models of testdata. */
final class TestModels {
    /** Also for a fuzzer, which runs in a folder of its own. */
    static final Path TESTDATA = Path.of(System.getProperty("basedir", "."), "..", "testdata").normalize();

    private TestModels() {}

    /** The models of a folder that are whole in one file. */
    static List<Path> in(String folder) throws IOException {
        try (Stream<Path> files = Files.list(TESTDATA.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".onnx"))
                    .filter(file -> !file.toString().endsWith("-weights.onnx"))
                    .sorted()
                    .toList();
        }
    }
}
