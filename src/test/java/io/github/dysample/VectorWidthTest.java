package io.github.dysample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.github.dysample.Backends.Candidate;
import io.github.dysample.internal.vector.VectorKernels;
import io.github.dysample.spi.Probe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The backend and the width that the vector tests mean are the ones that run. */
@Tag("vector")
class VectorWidthTest {
    /** The widest vectors this execution was given, in bits, or {@code unlimited}; see the module's pom.xml. */
    private static final String PROPERTY = "dysample.test.maxVectorBits";

    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    @Test
    void theProbeTellsTheWidthMeant() throws IOException {
        assertEquals(new Probe.Available(expectedBits() + "-bit vectors"), candidate("vector").probe());
    }

    @Test
    void theVectorApiHasTheWidthMeant() throws IOException {
        assertEquals(expectedBits(), FloatVector.SPECIES_PREFERRED.vectorBitSize());
    }

    @Test
    void theBackendOfThatNameIsTheVectorOne() {
        assertEquals(VectorKernels.class, Backends.named("vector").kernels().getClass());
        assertEquals("vector", Backends.named("vector").name());
    }

    @Test
    void aLayerRunsOnTheBackendItWasMadeFor() {
        DySampleWeights weights = DySampleWeights.initial(DySampleConfig.dySample(4), 0);
        assertEquals("vector", DySample.of(weights, "vector").backend().name());
        assertEquals("scalar", DySample.of(weights, "scalar").backend().name());
        assertEquals("vector", DySample.of(weights).backend().name());
    }

    private static Candidate candidate(String name) {
        return Backends.all().stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
    }

    private static int expectedBits() throws IOException {
        String most = System.getProperty(PROPERTY);
        assertNotNull(most, () -> "-D" + PROPERTY + " is missing");
        return most.equals("unlimited") ? machineBits() : Math.min(Integer.parseInt(most), machineBits());
    }

    /** From the kernel where it tells, so that a JVM that offers less than the CPU has does not go unnoticed. */
    private static int machineBits() throws IOException {
        Set<String> flags = cpuFlags();
        if (flags.containsAll(List.of("avx512f", "avx512bw", "avx512dq", "avx512vl"))) {
            return 512;
        }
        if (flags.contains("avx2")) {
            return 256;
        }
        if (flags.contains("asimd") && !flags.contains("sve")) {
            return 128;
        }
        return FloatVector.SPECIES_PREFERRED.vectorBitSize();
    }

    private static Set<String> cpuFlags() throws IOException {
        Set<String> flags = new TreeSet<>();
        if (Files.isReadable(CPU_INFO)) {
            for (String line : Files.readAllLines(CPU_INFO)) {
                if (line.startsWith("flags") || line.startsWith("Features")) {
                    flags.addAll(Arrays.asList(line.substring(line.indexOf(':') + 1).strip().split(" ")));
                }
            }
        }
        return flags;
    }
}
