package io.github.dysample.internal.vector;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.github.dysample.spi.Probe;
import java.lang.management.ManagementFactory;
import jdk.incubator.vector.FloatVector;

/** The part of the probe that touches vector types: loaded only once their module is known to be there. */
final class VectorSupport {
    private static final int LEAST_BITS = 128;

    private VectorSupport() {}

    static Probe probe() {
        int bits = FloatVector.SPECIES_PREFERRED.vectorBitSize();
        if (bits < LEAST_BITS) {
            return new Probe.Unavailable("the JVM offers vectors of " + bits + " bits, at least " + LEAST_BITS
                    + " are needed; leave -XX:MaxVectorSize alone on a CPU that has more");
        }
        if (!flag("UseFMA")) {
            return new Probe.Unavailable(
                    "the CPU has no fused multiply-add, or -XX:-UseFMA turned it off; it would be emulated");
        }
        if (!flag("EnableVectorSupport")) {
            return new Probe.Unavailable("the compiler does not know vectors; start java without"
                    + " -XX:-EnableVectorSupport");
        }
        return new Probe.Available(bits + "-bit vectors");
    }

    /**
     * Asks HotSpot. An image without jdk.management cannot, and a JVM may hide a flag: then it is on, as it is by
     * default on every CPU with vectors of 256 bits.
     */
    private static boolean flag(String name) {
        boolean canAsk = ModuleLayer.boot().findModule("jdk.management")
                .filter(VectorSupport.class.getModule()::canRead)
                .isPresent();
        if (!canAsk) {
            return true;
        }
        try {
            return Boolean.parseBoolean(ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .getVMOption(name)
                    .getValue());
        } catch (IllegalArgumentException hidden) {
            return true;
        }
    }
}
