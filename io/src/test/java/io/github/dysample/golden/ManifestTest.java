package io.github.dysample.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The golden data are the files the manifest lists. */
class ManifestTest {
    private static final long MOST_BYTES = 8_000_000;

    @Test
    void everyListedFileIsThereUnchanged() throws IOException, NoSuchAlgorithmException {
        List<String> lines = Files.readAllLines(TestData.FOLDER.resolve("MANIFEST")).stream()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .toList();
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
}
