package io.github.dysample.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.DySample;
import io.github.dysample.DySampleConfig;
import io.github.dysample.Style;
import io.github.dysample.Tensor;
import org.junit.jupiter.api.Test;

class WorkloadTest {

    private static double deviation(float[] values) {
        double squares = 0;
        for (float value : values) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares / values.length);
    }

    @Test
    void offsetsVaryByAQuarterPixel() {
        for (Style style : Style.values()) {
            DySampleConfig config = new DySampleConfig(64, 2, 4, style, false);
            Workload workload = Workload.of(new Shape(1, 64, 24, 24), config);
            Tensor linear = DySample.of(workload.weights(), "scalar").trace(workload.x()).linear();
            // Static scope halves it twice. A tenth covers the chance in 512 to 2048 weights.
            assertEquals(0.25, 0.25 * deviation(linear.data()), 0.025, style.torchName());
        }
    }

    @Test
    void itIsTheSameEveryTime() {
        DySampleConfig config = DySampleConfig.dySampleSPlus(32);
        Workload first = Workload.of(new Shape(2, 32, 3, 5), config);
        Workload second = Workload.of(new Shape(2, 32, 3, 5), config);
        Tensor y = first.newOutput();
        DySample.of(first.weights(), "scalar").forward(first.x(), y);
        assertEquals(y, DySample.of(second.weights(), "scalar").forward(second.x()));
    }

    @Test
    void whatDoesNotFitIsRefusedWithTheNumbers() {
        DySampleConfig config = DySampleConfig.dySamplePlus(4);
        Shape shape = new Shape(1, 4, 100, 100);
        // In floats: 40 000 of input, two outputs of 160 000, offsets and scope of 320 000 each, 4 times 2 · 128 weights.
        long needed = 4L * (40_000 + 2 * 160_000 + 2 * 320_000 + 4 * 2 * 128);
        Workload.check(shape, config, needed);
        assertRefused("1x4x100x100 with scale 2 needs 3 MiB, this JVM may use 3", shape, config, needed - 1);
        Shape large = new Shape(1, 4, 1 << 13, 1 << 13);
        assertRefused("1x4x8192x8192 with scale 9 makes more than", large, config.withScale(9), Long.MAX_VALUE);
    }

    private static void assertRefused(String reason, Shape shape, DySampleConfig config, long most) {
        String message = assertThrows(IllegalArgumentException.class, () -> Workload.check(shape, config, most))
                .getMessage();
        assertTrue(message.contains(reason), message);
    }
}
