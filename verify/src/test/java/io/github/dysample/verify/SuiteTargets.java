package io.github.dysample.verify;

import io.github.dysample.testing.FuzzTarget;
import io.github.dysample.testing.ReadingRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The texts of a suite's folder as targets of a fuzzer: its list of files, and the record of a case. */
final class SuiteTargets implements FuzzTarget.Source {
    private static final String CASE = "cases/one-pixel-lp-dynamic/";
    private static final String RECORD = CASE + "case.json";
    private static final String MANIFEST = "MANIFEST";
    private static final List<String> FILES = List.of(RECORD, CASE + "x.npy", CASE + "weights.safetensors");

    private final Path folder;

    /** In the folder where the JVM is started; it is made when a target is first attacked. */
    SuiteTargets() {
        this(Path.of("suites"));
    }

    /** In a folder. */
    SuiteTargets(Path folder) {
        this.folder = folder;
    }

    @Override
    public List<FuzzTarget> targets() throws IOException {
        byte[] record = Files.readAllBytes(TestData.FOLDER.resolve(RECORD));
        String manifest = Files.readAllLines(TestData.FOLDER.resolve(MANIFEST)).stream()
                .filter(line -> FILES.stream().anyMatch(line::endsWith))
                .collect(Collectors.joining("\n", "# A test's.\n", "\n"));
        return List.of(
                new FuzzTarget("case-json", List.of(record),
                        List.of("\"name\": \"", "\"endConvOutputs\": ", "\"exactBits\": ", "\"format\": ",
                                "\"style\": \"", "\"groups\": ", "true",
                                "null", "pl", "../", "1e9", "-1", "2147483647"),
                        bytes -> attack("case-json", RECORD, bytes)),
                new FuzzTarget("manifest", List.of(manifest.getBytes(StandardCharsets.UTF_8)),
                        List.of("cases/", "case.json", "x.npy", "/", "..", "\\", "\n", "#", " 333  "),
                        bytes -> attack("manifest", MANIFEST, bytes)));
    }

    private boolean attack(String name, String file, byte[] bytes) throws IOException {
        Path suite = folder.resolve(name);
        long size = bytes.length;
        for (String each : FILES) {
            Path copy = suite.resolve(each);
            if (!Files.exists(copy)) {
                Files.createDirectories(copy.getParent());
                Files.copy(TestData.FOLDER.resolve(each), copy);
            }
            size += Files.size(copy);
        }
        Files.write(suite.resolve(file), bytes);
        return !ReadingRule.DOCUMENTED.refuses(name, size, () -> read(suite));
    }

    private static void read(Path folder) throws IOException {
        Suite suite = Suite.open(folder);
        for (String name : suite.names()) {
            try {
                suite.read(name).stages().single(Stage.OUTPUT);
            } catch (UncheckedIOException unreadable) {
                throw unreadable.getCause();
            }
        }
    }
}
