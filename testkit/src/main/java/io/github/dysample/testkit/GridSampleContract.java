package io.github.dysample.testkit;

import io.github.dysample.Backend;
import io.github.dysample.Interpolation;
import io.github.dysample.Padding;
import io.github.dysample.Tensor;
import io.github.dysample.testkit.internal.Inputs;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

abstract class GridSampleContract extends KernelContract {

    GridSampleContract(Backend backend) {
        super(backend);
    }

    @ParameterizedTest
    @MethodSource("widths")
    void hasTheBitsOfTheDefinition(int width) {
        SplittableRandom random = new SplittableRandom(width);
        for (Interpolation interpolation : Interpolation.values()) {
            for (Padding padding : Padding.values()) {
                for (boolean alignCorners : new boolean[] {false, true}) {
                    check(random, width, 1 + random.nextInt(40), interpolation, padding, alignCorners);
                    check(random, 1 + random.nextInt(40), width, interpolation, padding, alignCorners);
                }
            }
        }
    }

    private void check(
            SplittableRandom random, int width, int outWidth, Interpolation interpolation, Padding padding,
            boolean alignCorners) {
        int batch = 1 + random.nextInt(2);
        int channels = 1 + random.nextInt(3);
        Tensor x = Inputs.values(random, random.nextBoolean(), batch, channels, 1 + random.nextInt(5), width);
        Tensor grid = Inputs.grid(random, batch, 1 + random.nextInt(3), outWidth, width);
        assertSameBits(x, grid, interpolation, padding, alignCorners);
    }

    private void assertSameBits(
            Tensor x, Tensor grid, Interpolation interpolation, Padding padding, boolean alignCorners) {
        assertSameBits(
                Tensor.zeros(x.n(), x.c(), grid.c(), grid.h()),
                (backend, out) -> backend.gridSample(x, grid, interpolation, padding, alignCorners, out),
                () -> "gridSample " + x.shapeString() + " at " + grid.shapeString() + " " + interpolation + " "
                        + padding + " " + alignCorners);
    }

    @Test
    void aCoordinateThatUnderflowsToMinusZero() {
        // Its fraction must be +0: with −0 every term of this sum would be −0, and so the sum.
        Tensor x = Tensor.of(new float[] {-0f, -1f}, 1, 1, 2, 1);
        Tensor grid = Inputs.filled(-0.5f, 1, 1, 20, 2);
        for (int i = 0; i < 20; i++) {
            grid.set(0, 0, i, 0, -Float.MIN_VALUE);
        }
        assertSameBits(x, grid, Interpolation.BILINEAR, Padding.ZEROS, false);
    }

    @ParameterizedTest
    @MethodSource("widths")
    void aGridThatIsNearlyRegular(int width) {
        SplittableRandom random = new SplittableRandom(width);
        int height = 12;
        Tensor x = Inputs.awkward(random, 1, 6, height, width);
        Tensor grid = Tensor.zeros(1, 2 * height, 2 * width, 2);
        for (int h = 0; h < 2 * height; h++) {
            for (int w = 0; w < 2 * width; w++) {
                grid.set(0, h, w, 0, (float) ((w + 0.5 + random.nextGaussian()) / width - 1));
                grid.set(0, h, w, 1, (float) ((h + 0.5 + random.nextGaussian()) / height - 1));
            }
        }
        for (Padding padding : Padding.values()) {
            assertSameBits(x, grid, Interpolation.BILINEAR, padding, false);
        }
    }

    /** The last pixel's number rounds up to the width: the clipped coordinate is outside the map. */
    @Test
    void aMapWiderThanFloatCounts() {
        int width = (1 << 24) + 4;
        Tensor x = Inputs.filled(1, 1, 1, 1, width);
        Tensor grid = Tensor.zeros(1, 1, 40, 2);
        for (int i = 0; i < 40; i++) {
            grid.set(0, 0, i, 0, 1);
        }
        assertSameBits(x, grid, Interpolation.BILINEAR, Padding.BORDER, false);
    }

    @ParameterizedTest
    @MethodSource("widths")
    void fewerPointsThanLanes(int width) {
        // One point, in the only row of the last plane; as a number its grid value is beyond that row.
        Tensor x = Inputs.tame(new SplittableRandom(width), 1, 1, 1, width);
        Tensor grid = Tensor.of(new float[] {0, 1.5f}, 1, 1, 1, 2);
        for (Padding padding : Padding.values()) {
            assertSameBits(x, grid, Interpolation.BILINEAR, padding, false);
        }
    }

    @Test
    void emptyTensors() {
        sample(Tensor.zeros(0, 1, 2, 3), Tensor.zeros(0, 4, 5, 2), Tensor.zeros(0, 1, 4, 5));
        sample(Tensor.zeros(1, 0, 2, 3), Tensor.zeros(1, 4, 5, 2), Tensor.zeros(1, 0, 4, 5));
        sample(Tensor.zeros(1, 1, 2, 3), Tensor.zeros(1, 0, 5, 2), Tensor.zeros(1, 1, 0, 5));
        sample(Tensor.zeros(1, 1, 2, 3), Tensor.zeros(1, 4, 0, 2), Tensor.zeros(1, 1, 4, 0));
        int third = 357_913_941; // 12 bytes a column and 4 more are 2³²
        sample(Tensor.zeros(1, 0, 1, third), Tensor.zeros(1, 1, 1, 2), Tensor.zeros(1, 0, 1, 1));
    }

    @Test
    void wrongArguments() {
        Tensor x = Tensor.zeros(2, 3, 4, 5);
        Tensor grid = Tensor.zeros(2, 6, 7, 2);
        Tensor out = Tensor.zeros(2, 3, 6, 7);
        assertRefused(() -> sample(null, grid, out), "x", "null");
        assertRefused(() -> sample(x, null, out), "grid", "null");
        assertRefused(() -> sample(x, grid, null), "out", "null");
        assertRefused(() -> backend.gridSample(x, grid, null, Padding.ZEROS, true, out), "interpolation", "null");
        assertRefused(() -> backend.gridSample(x, grid, Interpolation.NEAREST, null, true, out), "padding", "null");
        assertRefused(() -> sample(Tensor.zeros(2, 3, 0, 5), grid, out), "x", "(2, 3, 0, 5)", "height");
        assertRefused(() -> sample(Tensor.zeros(2, 3, 4, 0), grid, out), "x", "(2, 3, 4, 0)", "width");
        assertRefused(() -> sample(x, Tensor.zeros(1, 6, 7, 2), out), "grid", "(1, 6, 7, 2)", "(2, Ho, Wo, 2)");
        assertRefused(() -> sample(x, Tensor.zeros(2, 6, 7, 3), out), "grid", "(2, 6, 7, 3)", "(2, Ho, Wo, 2)");
        assertRefused(() -> sample(x, grid, Tensor.zeros(2, 3, 7, 6)), "out", "(2, 3, 7, 6)", "(2, 3, 6, 7)");
        assertRefused(() -> sample(x, grid, Tensor.zeros(2, 1, 6, 7)), "out", "(2, 1, 6, 7)");
    }

    @Test
    void sharedArrays() {
        Tensor x = Tensor.zeros(1, 1, 4, 4);
        Tensor grid = Tensor.zeros(1, 4, 4, 2);
        assertRefused(() -> sample(x, grid, x), "out", "x", "array");
        Tensor twoChannels = Tensor.zeros(1, 2, 3, 3);
        assertRefused(() -> sample(twoChannels, grid, Tensor.of(grid.data(), 1, 2, 4, 4)), "out", "grid", "array");
    }

    @Test
    void anOutputThatNoArrayHolds() {
        Tensor x = Tensor.zeros(1, 1 << 20, 1, 1);
        Tensor grid = Tensor.zeros(1, 1 << 10, 2, 2);
        assertRefused(() -> sample(x, grid, Tensor.zeros(1, 1, 1, 1)), "(1, 1048576, 1024, 2)", "2147483645");
    }

    private void sample(Tensor x, Tensor grid, Tensor out) {
        backend.gridSample(x, grid, Interpolation.BILINEAR, Padding.BORDER, false, out);
    }
}
