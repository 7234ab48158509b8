package io.github.dysample.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.testing.FuzzTarget;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The target of the fuzzer takes what it is started with. */
class PictureTargetsTest {
    @Test
    void seeds(@TempDir Path folder) throws IOException {
        for (FuzzTarget target : new PictureTargets(folder.resolve("picture")).targets()) {
            for (byte[] seed : target.seeds()) {
                assertTrue(target.attack().takes(seed));
            }
        }
    }
}
