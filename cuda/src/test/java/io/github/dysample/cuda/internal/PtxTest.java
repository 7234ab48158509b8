package io.github.dysample.cuda.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The PTX that is carried is that of the source. */
class PtxTest {
    private static final Path PTX = Path.of("src/main/resources/io/github/dysample/cuda/internal/dysample.ptx");

    @TempDir
    private Path folder;

    @Test
    void forOlderDriversAndCards() {
        String ptx = StandIn.read(PTX);
        assertTrue(ptx.contains("\n.version 7.0\n"));
        assertTrue(ptx.contains("\n.target sm_75\n"));
        for (Kernel kernel : Kernel.values()) {
            assertTrue(ptx.contains(".visible .entry " + kernel.function() + "("), kernel.function());
        }
    }

    @Test
    void everyOperationIsRoundedCorrectly() {
        String ptx = StandIn.read(PTX);
        assertFalse(ptx.contains(".approx") || ptx.contains(".ftz") || ptx.contains(".full"));
        assertTrue(ptx.contains("fma.rn.f32") && ptx.contains("rcp.rn.f32"));
    }

    /** Another nvcc may write another text that does the same. */
    @Test
    void madeFromTheSource() throws IOException, InterruptedException {
        String ptx = StandIn.read(PTX);
        String own = "nvcc " + ptx.lines().findFirst().orElseThrow().replaceFirst(".* nvcc (.*)\\.$", "$1");
        String installed = nvcc();
        if (!installed.equals(own)) {
            System.out.println(
                    "cuda PTX from its source: unsupported, it was made by " + own + ", here is " + installed);
            return;
        }
        Path made = folder.resolve("made.ptx");
        Process script = new ProcessBuilder("sh", "ptx.sh", made.toString()).redirectErrorStream(true).start();
        String said = new String(script.getInputStream().readAllBytes());
        assertEquals(0, script.waitFor(), said);
        assertEquals(StandIn.read(made), ptx, "run cuda/ptx.sh");
    }

    private static String nvcc() throws InterruptedException {
        try {
            Process version = new ProcessBuilder("nvcc", "--version").start();
            String said = new String(version.getInputStream().readAllBytes());
            version.waitFor();
            return "nvcc " + said.replaceFirst("(?s).*, V(\\S+).*", "$1");
        } catch (IOException missing) {
            return "no nvcc";
        }
    }
}
