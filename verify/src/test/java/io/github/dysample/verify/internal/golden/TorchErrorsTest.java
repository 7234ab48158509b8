package io.github.dysample.verify.internal.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.dysample.verify.CaseSpec;
import io.github.dysample.verify.Suite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TorchErrorsTest {
    @TempDir
    private Path folder;

    @Test
    void theyAreOfTheSuitesAsTheyAre() throws Exception {
        MessageDigest inputs = MessageDigest.getInstance("SHA-256");
        hash("standard", Suite.standardCases(), inputs);
        hash("heads", Suite.headsCases(), inputs);
        assertEquals(HexFormat.of().formatHex(inputs.digest()), TorchErrors.inputs(), "run testdata/clients.py again");
    }

    private void hash(String suiteName, List<CaseSpec> cases, MessageDigest inputs) throws IOException {
        Suite.write(folder.resolve(suiteName), cases, "a test");
        Suite suite = Suite.open(folder.resolve(suiteName));
        for (String name : suite.names()) {
            Path golden = suite.read(name).folder();
            inputs.update(Files.readAllBytes(golden.resolve("x.npy")));
            inputs.update(Files.readAllBytes(golden.resolve("weights.safetensors")));
            assertFalse(Double.isNaN(TorchErrors.of(name)), name);
        }
    }
}
