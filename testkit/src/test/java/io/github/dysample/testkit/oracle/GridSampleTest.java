package io.github.dysample.testkit.oracle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.dysample.Backend;
import io.github.dysample.Backends;
import io.github.dysample.Interpolation;
import io.github.dysample.Padding;
import io.github.dysample.Tensor;
import io.github.dysample.testkit.internal.Inputs;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code gridSample} against PyTorch's definition, and by hand where that has corners. The vector one has its bits. */
class GridSampleTest {
    private static final Backend SCALAR = Backends.named("scalar");

    /** Coordinates up to 30 are rounded to 2e-6 pixels, and values rise by at most some 6 per pixel. */
    private static final double TOLERANCE = 3e-5;

    @ParameterizedTest
    @EnumSource
    void bilinearAgreesWithTheDefinition(Padding padding) {
        SplittableRandom random = new SplittableRandom(5);
        for (int size : new int[] {1, 2, 5, 11}) {
            Tensor x = Inputs.tame(random, 2, 2, size, 12 - size);
            Tensor grid = Tensor.zeros(2, 9, 10, 2);
            for (int i = 0; i < grid.data().length; i++) {
                grid.data()[i] = (float) random.nextDouble(-3, 3);
            }
            assertAgrees(x, grid, Interpolation.BILINEAR, padding, false);
            assertAgrees(x, grid, Interpolation.BILINEAR, padding, true);
        }
    }

    @ParameterizedTest
    @EnumSource
    void nearestAgreesWithTheDefinition(Padding padding) {
        SplittableRandom random = new SplittableRandom(6);
        for (boolean alignCorners : new boolean[] {false, true}) {
            int size = 7;
            Tensor x = Inputs.tame(random, 2, 2, size, size);
            Tensor grid = Tensor.zeros(2, 9, 10, 2);
            for (int i = 0; i < grid.data().length; i++) {
                // Well away from half-way, where rounding of the coordinate would choose another pixel.
                double pixel = random.nextInt(-5, size + 5) + random.nextDouble(-0.4, 0.4);
                grid.data()[i] = (float) (alignCorners ? 2 * pixel / (size - 1) - 1 : (2 * pixel + 1) / size - 1);
            }
            assertAgrees(x, grid, Interpolation.NEAREST, padding, alignCorners);
        }
    }

    private static void assertAgrees(
            Tensor x, Tensor grid, Interpolation interpolation, Padding padding, boolean alignCorners) {
        Tensor out = Tensor.zeros(x.n(), x.c(), grid.c(), grid.h());
        SCALAR.gridSample(x, grid, interpolation, padding, alignCorners, out);
        for (int n = 0; n < out.n(); n++) {
            for (int c = 0; c < out.c(); c++) {
                for (int h = 0; h < out.h(); h++) {
                    for (int w = 0; w < out.w(); w++) {
                        float gx = grid.get(n, h, w, 0);
                        float gy = grid.get(n, h, w, 1);
                        assertEquals(
                                PlainGridSample.sample(x, n, c, gx, gy, interpolation, padding, alignCorners),
                                out.get(n, c, h, w), TOLERANCE,
                                () -> x.shapeString() + " at (" + gx + ", " + gy + ") " + padding + alignCorners);
                    }
                }
            }
        }
    }

    @ParameterizedTest(name = "bilinear, padding {0}, corners {1}, x = {2}: {3}")
    @CsvSource({
        // The row is 1 2 4 8 16. −1 is the outer edge of the first pixel, or with aligned corners its centre.
        "ZEROS,      false, -1,    0.5", "BORDER,     false, -1,    1", "REFLECTION, false, -1,    1",
        "ZEROS,      true,  -1,    1",   "BORDER,     true,  -1,    1", "REFLECTION, true,  -1,    1",
        "ZEROS,      false,  0,    4",   "BORDER,     true,   0,    4", "REFLECTION, true,   0,    4",
        "ZEROS,      false,  1,    8",   "BORDER,     false,  1,   16", "REFLECTION, false,  1,   16",
        "ZEROS,      true,   1.25, 8",   "BORDER,     true,   1.25, 16", "REFLECTION, true,  1.25, 12",
        "ZEROS,      true,  -1.5,  0",   "BORDER,     true,  -1.5,  1", "REFLECTION, true,  -1.5,  2",
        "ZEROS,      true,   0.25, 6",   "BORDER,     true,  -0.25, 3", "REFLECTION, true,   3,    1",
        "ZEROS,      true,   NaN,  0",   "BORDER,     true,   NaN,  1", "REFLECTION, true,   NaN,  1",
        "ZEROS,      true,   Infinity, 0", "BORDER,   true,   Infinity, 16", "REFLECTION, true, Infinity, 1",
        "ZEROS,      false, -Infinity, 0", "BORDER,   false, -Infinity, 1", "REFLECTION, false, -Infinity, 1",
        "ZEROS,      false,  1e30, 0",   "BORDER,     false,  1e30, 16", "BORDER,    false, -1e30, 1"
    })
    void bilinearByHand(Padding padding, boolean alignCorners, float gridX, float expected) {
        assertEquals(expected, row(Interpolation.BILINEAR, padding, alignCorners, gridX));
    }

    @ParameterizedTest(name = "nearest, corners aligned, x = {0}: {1}")
    @CsvSource({"-1, 1", "-0.75, 1", "-0.25, 4", "0.25, 4", "0.75, 16", "0.26, 8", "-1.2, 1", "-1.25, 1", "-1.3, 0",
        "1.25, 16", "1.3, 0", "NaN, 0", "Infinity, 0"})
    void halfWayGoesToTheEvenPixel(float gridX, float expected) {
        assertEquals(expected, row(Interpolation.NEAREST, Padding.ZEROS, true, gridX));
    }

    private static float row(Interpolation interpolation, Padding padding, boolean alignCorners, float gridX) {
        Tensor x = Tensor.of(new float[] {1, 2, 4, 8, 16}, 1, 1, 1, 5);
        Tensor out = Tensor.zeros(1, 1, 1, 1);
        Tensor grid = Tensor.of(new float[] {gridX, 0}, 1, 1, 1, 2);
        SCALAR.gridSample(x, grid, interpolation, padding, alignCorners, out);
        return out.data()[0];
    }

    @Test
    void xComesBeforeY() {
        Tensor x = Tensor.of(new float[] {1, 2, 3, 4}, 1, 1, 2, 2);
        Tensor grid = Tensor.of(new float[] {1, -1}, 1, 1, 1, 2);
        Tensor out = Tensor.zeros(1, 1, 1, 1);
        SCALAR.gridSample(x, grid, Interpolation.BILINEAR, Padding.ZEROS, true, out);
        assertArrayEquals(new float[] {2}, out.data());
    }

    @ParameterizedTest
    @EnumSource
    void theGridOfPixelCentresIsTheIdentity(Padding padding) {
        // With sides that are powers of two, or one more and corners aligned, every coordinate is exact.
        assertIdentity(padding, false, 8, 4);
        assertIdentity(padding, true, 9, 5);
    }

    private static void assertIdentity(Padding padding, boolean alignCorners, int height, int width) {
        Tensor x = Inputs.tame(new SplittableRandom(8), 1, 3, height, width);
        Tensor grid = Tensor.zeros(1, height, width, 2);
        for (int h = 0; h < height; h++) {
            for (int w = 0; w < width; w++) {
                grid.set(0, h, w, 0, alignCorners ? 2f * w / (width - 1) - 1 : (2f * w + 1) / width - 1);
                grid.set(0, h, w, 1, alignCorners ? 2f * h / (height - 1) - 1 : (2f * h + 1) / height - 1);
            }
        }
        for (Interpolation interpolation : Interpolation.values()) {
            Tensor out = Tensor.zeros(1, 3, height, width);
            SCALAR.gridSample(x, grid, interpolation, padding, alignCorners, out);
            assertEquals(x, out);
        }
    }
}
