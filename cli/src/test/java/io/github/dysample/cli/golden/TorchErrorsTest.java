package io.github.dysample.cli.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TorchErrorsTest {
    @TempDir
    private Path folder;

    @Test
    void theyAreOfTheSuiteAsItIs() throws Exception {
        SuiteWriter.write(folder.resolve("suite"), StandardSuite.cases(), "a test");
        MessageDigest inputs = MessageDigest.getInstance("SHA-256");
        for (Path golden : Suite.open(folder.resolve("suite")).cases()) {
            inputs.update(Files.readAllBytes(golden.resolve("x.npy")));
            inputs.update(Files.readAllBytes(golden.resolve("weights.safetensors")));
            assertTrue(TorchErrors.of(golden.getFileName().toString()).isPresent(), golden.toString());
        }
        assertEquals(HexFormat.of().formatHex(inputs.digest()), TorchErrors.inputs(), "run testdata/clients.py again");
    }
}
