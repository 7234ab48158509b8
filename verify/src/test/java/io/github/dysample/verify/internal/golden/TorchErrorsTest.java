package io.github.dysample.verify.internal.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.dysample.verify.Suite;
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
        Suite.write(folder.resolve("suite"), Suite.standardCases(), "a test");
        MessageDigest inputs = MessageDigest.getInstance("SHA-256");
        Suite suite = Suite.open(folder.resolve("suite"));
        for (String name : suite.names()) {
            Path golden = suite.read(name).folder();
            inputs.update(Files.readAllBytes(golden.resolve("x.npy")));
            inputs.update(Files.readAllBytes(golden.resolve("weights.safetensors")));
            assertFalse(Double.isNaN(TorchErrors.of(name)), name);
        }
        assertEquals(HexFormat.of().formatHex(inputs.digest()), TorchErrors.inputs(), "run testdata/clients.py again");
    }
}
