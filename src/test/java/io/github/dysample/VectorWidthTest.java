package io.github.dysample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.github.dysample.Backends.Candidate;
import io.github.dysample.internal.vector.VectorKernels;
import io.github.dysample.spi.Probe;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The backend and the width that the vector tests mean are the ones that run. */
@Tag("vector")
class VectorWidthTest {
    /** The widest vectors this execution was given, in bits, or {@code unlimited}; see the module's pom.xml. */
    private static final String PROPERTY = "dysample.test.maxVectorBits";

    @Test
    void theProbeTellsTheWidthMeant() {
        assertEquals(new Probe.Available(expectedBits() + "-bit vectors"), candidate("vector").probe());
    }

    @Test
    void theVectorApiHasTheWidthMeant() {
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

    private static int expectedBits() {
        String most = System.getProperty(PROPERTY);
        assertNotNull(most, () -> "-D" + PROPERTY + " is missing");
        return most.equals("unlimited") ? jvmBits() : Math.min(Integer.parseInt(most), jvmBits());
    }

    /** What the JIT compiler is set to; on some CPUs the JVM leaves out the widest vectors there are. */
    private static int jvmBits() {
        // The first AVX has wide vectors of floats only, and the Vector API prefers a width that all types have.
        boolean floatsOnly = flag("UseAVX").filter(avx -> avx == 1).isPresent();
        return floatsOnly ? 128 : Byte.SIZE * flag("MaxVectorSize").orElseThrow();
    }

    /** Empty where this CPU's JVM has no such flag. */
    private static Optional<Integer> flag(String name) {
        try {
            var flag = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).getVMOption(name);
            return Optional.of(Integer.valueOf(flag.getValue()));
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }
}
