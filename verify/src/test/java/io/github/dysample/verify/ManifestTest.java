package io.github.dysample.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The golden data are the files the manifest lists. */
class ManifestTest {
    private static final long MOST_BYTES = 10_000_000;

    @Test
    void everyListedFileIsThereUnchanged() throws IOException, NoSuchAlgorithmException {
        List<String> lines = lines();
        assertTrue(lines.size() > 100, lines.size() + " files listed");
        long total = 0;
        for (String line : lines) {
            String[] fields = line.split(" +", 3); // sha256, bytes, path
            byte[] content = Files.readAllBytes(TestData.FOLDER.resolve(Path.of(fields[2])));
            total += content.length;
            assertEquals(Long.parseLong(fields[1]), content.length, fields[2]);
            assertEquals(fields[0],
                    HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content)), fields[2]);
        }
        assertTrue(total <= MOST_BYTES, total + " bytes");
    }

    @Test
    void everyFileIsListed() throws IOException {
        Set<String> listed = lines().stream().map(line -> line.split(" +", 3)[2]).collect(Collectors.toSet());
        for (String folder : List.of("cases", "checkpoints", "demo", "gradients", "init", "peers", "train")) {
            try (Stream<Path> files = Files.walk(TestData.FOLDER.resolve(folder))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    String name = TestData.FOLDER.relativize(file).toString().replace('\\', '/');
                    assertTrue(listed.contains(name), name + " is not in the MANIFEST");
                }
            }
        }
    }

    private static List<String> lines() throws IOException {
        return Files.readAllLines(TestData.FOLDER.resolve("MANIFEST")).stream()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .toList();
    }
}
