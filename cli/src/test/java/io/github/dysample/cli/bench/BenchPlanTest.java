package io.github.dysample.cli.bench;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.DySampleConfig;
import io.github.dysample.measure.Shape;
import org.junit.jupiter.api.Test;

class BenchPlanTest {

    @Test
    void whatDoesNotFitIsRefusedWithTheNumbers() {
        DySampleConfig config = DySampleConfig.dySamplePlus(4);
        BenchPlan.Layer layer = new BenchPlan.Layer(new Shape(1, 4, 100, 100), config);
        // In floats: 40 000 of input, two outputs of 160 000, offsets and scope of 320 000 each, 4 times 2 · 128
        // weights.
        long needed = 4L * (40_000 + 2 * 160_000 + 2 * 320_000 + 4 * 2 * 128);
        layer.checkMemory(needed);
        assertRefused("1x4x100x100 with scale 2 needs 3 MiB, this JVM may use 3", layer, needed - 1);
        BenchPlan.Layer large = new BenchPlan.Layer(new Shape(1, 4, 1 << 13, 1 << 13), config.withScale(9));
        assertRefused("1x4x8192x8192 with scale 9 makes more than", large, Long.MAX_VALUE);
    }

    private static void assertRefused(String reason, BenchPlan.Layer layer, long most) {
        String message = assertThrows(IllegalArgumentException.class, () -> layer.checkMemory(most)).getMessage();
        assertTrue(message.contains(reason), message);
    }
}
