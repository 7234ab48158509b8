package io.github.dysample.onnxruntime;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtSession;
import io.github.dysample.Backends;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Memory outside the Java heap does not grow with runs. */
class EnduranceTest {
    private static final int RUNS = 2500;

    /** 10,000 runs at least. */
    private static final int LEAST_ROUNDS = 4;

    private static final int MOST_ROUNDS = 40;

    /** A shape that is left behind takes more. */
    private static final int MOST_BYTES_OF_A_RUN = 50;

    /**
     * The JVM's compilers take and return megabytes meanwhile, so one round that leaves memory as it was is enough:
     * what each run leaves behind, every round does.
     */
    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "glibc says how much memory is in use")
    void tenThousandRuns() throws Throwable {
        ByteBuffer x = ByteBuffer.allocateDirect(8 * 6 * 5 * Float.BYTES).order(ByteOrder.nativeOrder());
        List<Long> grown = new ArrayList<>();
        try (OrtSession session = SomeNetwork.open(Backends.named("scalar"));
                OnnxTensor input = OnnxTensor.createTensor(
                        Networks.ENVIRONMENT, x.asFloatBuffer(), new long[] {1, 8, 6, 5})) {
            do {
                long before = NativeMemory.bytes();
                for (int i = 0; i < RUNS; i++) {
                    session.run(Map.of("x", input)).close();
                }
                grown.add(NativeMemory.bytes() - before);
            } while (grown.size() < LEAST_ROUNDS || !isFlat(grown.getLast()) && grown.size() < MOST_ROUNDS);
        }
        assertTrue(isFlat(grown.getLast()), "bytes that each round of " + RUNS + " runs left: " + grown);
    }

    private static boolean isFlat(long bytes) {
        return Math.abs(bytes) <= RUNS * MOST_BYTES_OF_A_RUN;
    }
}
