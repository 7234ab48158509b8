package io.github.dysample.measure;

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
        Shape shape = new Shape(2, 32, 3, 5);
        DySampleConfig config = DySampleConfig.dySampleSPlus(32);
        Workload first = Workload.of(shape, config);
        Workload second = Workload.of(shape, config);
        Tensor y = shape.upsampled(config.scale()).zeros();
        DySample.of(first.weights(), "scalar").forward(first.x(), y);
        assertEquals(y, DySample.of(second.weights(), "scalar").forward(second.x()));
        assertEquals(first.x(), Workload.input(shape));
    }

    @Test
    void theLeastWorkIsCountedPerCall() {
        Shape shape = new Shape(1, 256, 120, 120);
        LeastWork lp = LeastWork.of(shape, DySampleConfig.dySample(256));
        double outputs = 256 * 240 * 240;
        assertEquals(2.0 * 256 * 32 * 120 * 120 + 7 * outputs, lp.operations());
        assertEquals(4 * (256 * 120 * 120 + outputs), lp.bytes());
        LeastWork plPlus = LeastWork.of(shape, new DySampleConfig(256, 2, 4, Style.PL, true));
        assertEquals(2 * 2.0 * 64 * 8 * 240 * 240 + 7 * outputs, plPlus.operations());
    }

    @Test
    void shapesAreReadAsTheyAreWritten() {
        Shape shape = new Shape(4, 512, 7, 9);
        assertEquals(shape, Shape.parse(shape.toString()));
        assertEquals("4×512×7×7 ×2", BenchmarkShape.SEED.text());
        for (String text : new String[] {"", "1x2x3", "1x2x3x4x5", "axbxcxd", "1x2x3x-4", "1,2,3,4", "1x2x0x3",
            "1x4x9999999999x3", "64x256x400x400"}) {
            String message = assertThrows(IllegalArgumentException.class, () -> Shape.parse(text)).getMessage();
            assertTrue(message.contains("shape") || message.contains("2147483"), message);
        }
    }
}
