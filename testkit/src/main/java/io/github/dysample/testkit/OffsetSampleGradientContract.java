package io.github.dysample.testkit;

import io.github.dysample.Backend;
import io.github.dysample.Tensor;
import io.github.dysample.testkit.internal.Inputs;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

abstract class OffsetSampleGradientContract extends KernelContract {

    OffsetSampleGradientContract(Backend backend) {
        super(backend);
    }

    @ParameterizedTest
    @MethodSource("widths")
    void hasTheBitsOfTheDefinition(int width) {
        SplittableRandom random = new SplittableRandom(width);
        for (int scale = 1; scale <= 4; scale++) {
            for (int groups = 1; groups <= 3; groups++) {
                check(random, scale, groups, width, false);
                check(random, scale, groups, width, true);
            }
        }
    }

    private void check(SplittableRandom random, int scale, int groups, int width, boolean awkward) {
        int batch = 1 + random.nextInt(2);
        int channels = groups * (1 + random.nextInt(3));
        int height = 1 + random.nextInt(4);
        int offsetChannels = 2 * groups * scale * scale;
        Tensor x = Inputs.values(random, random.nextBoolean(), batch, channels, height, width);
        Tensor gradOut =
                Inputs.values(random, random.nextBoolean(), batch, channels, scale * height, scale * width);
        Tensor offsets = awkward
                ? Inputs.awkwardOffsets(random, batch, offsetChannels, height, width)
                : Inputs.localOffsets(random, batch, offsetChannels, height, width);
        assertSameBits(x, offsets, gradOut, scale, groups, awkward ? "awkward offsets" : "local offsets");
    }

    /** Each of the two alone, and both in one call. */
    private void assertSameBits(
            Tensor x, Tensor offsets, Tensor gradOut, int scale, int groups, String what) {
        Supplier<String> name = () -> "offsetSampleGradient " + x.shapeString() + " scale " + scale + " groups "
                + groups + " " + what;
        assertSameBits(x,
                (backend, gradX) -> backend.offsetSampleGradient(x, offsets, gradOut, scale, groups, gradX, null),
                () -> name.get() + ", gradX");
        assertSameBits(offsets,
                (backend, gradOffsets) ->
                        backend.offsetSampleGradient(x, offsets, gradOut, scale, groups, null, gradOffsets),
                () -> name.get() + ", gradOffsets");
        Tensor gradX = Inputs.filled(Float.NaN, x.n(), x.c(), x.h(), x.w());
        assertSameBits(offsets,
                (backend, gradOffsets) ->
                        backend.offsetSampleGradient(x, offsets, gradOut, scale, groups, gradX, gradOffsets),
                () -> name.get() + ", gradOffsets beside gradX");
        assertSameBits(x,
                (backend, other) -> backend.offsetSampleGradient(x, offsets, gradOut, scale, groups, other,
                        Inputs.filled(Float.NaN, offsets.n(), offsets.c(), offsets.h(), offsets.w())),
                () -> name.get() + ", gradX beside gradOffsets");
    }

    /** Outputs that read one pixel follow each other closely, or are all over the map. */
    @ParameterizedTest
    @MethodSource("widths")
    void pointsFarApartAndClose(int width) {
        SplittableRandom random = new SplittableRandom(width);
        for (double deviation : new double[] {0.01, 0.25, 0.6, 1.5, 4, 20}) {
            for (int scale = 1; scale <= 4; scale++) {
                int groups = 1 + random.nextInt(2);
                int channels = groups * (1 + random.nextInt(20));
                int height = 1 + random.nextInt(24);
                Tensor x = Inputs.values(random, random.nextInt(4) == 0, 1, channels, height, width);
                Tensor gradOut = Inputs.tame(random, 1, channels, scale * height, scale * width);
                Tensor offsets = Inputs.offsets(random, deviation, 1, 2 * groups * scale * scale, height, width);
                assertSameBits(x, offsets, gradOut, scale, groups, "offsets of deviation " + deviation);
            }
        }
    }

    /** More channels than any CPU has lanes, and one more and one less than a multiple of them. */
    @Test
    void manyChannels() {
        SplittableRandom random = new SplittableRandom(9);
        for (int channels : new int[] {15, 16, 17, 31, 32, 33, 64, 100}) {
            Tensor x = Inputs.tame(random, 2, channels, 5, 11);
            Tensor gradOut = Inputs.tame(random, 2, channels, 10, 22);
            assertSameBits(x, Inputs.offsets(random, 0.7, 2, 8, 5, 11), gradOut, 2, 1, channels + " channels");
        }
    }

    /** A point on a pixel's centre or edge, one after another over the whole row and beyond both its ends. */
    @Test
    void everyKinkOfARow() {
        int width = 35;
        SplittableRandom random = new SplittableRandom(7);
        Tensor x = Inputs.tame(random, 1, 2, 3, width);
        Tensor gradOut = Inputs.tame(random, 1, 2, 3, width);
        Tensor offsets = Tensor.zeros(1, 2, 3, width);
        for (int shift = -72; shift <= 72; shift++) {
            Arrays.fill(offsets.data(), shift / 2f);
            assertSameBits(x, offsets, gradOut, 1, 1, "all offsets " + offsets.data()[0]);
        }
    }

    /** All outputs read the same pixel: its sum has as many terms as there are outputs, in one order. */
    @Test
    void everythingAtOnePixel() {
        SplittableRandom random = new SplittableRandom(10);
        for (float value : new float[] {Float.NaN, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, 1e30f, -1e30f}) {
            Tensor x = Inputs.tame(random, 1, 18, 12, 37);
            Tensor gradOut = Inputs.tame(random, 1, 18, 24, 74);
            Tensor offsets = Inputs.filled(value, 1, 8, 12, 37);
            assertSameBits(x, offsets, gradOut, 2, 1, "all offsets " + value);
        }
    }

    /** An infinite gradient reaches pixels whose weight is 0, as NaN, and offsets at the border not at all. */
    @Test
    void infiniteGradients() {
        SplittableRandom random = new SplittableRandom(11);
        for (float value : new float[] {Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN}) {
            Tensor x = Inputs.tame(random, 1, 3, 6, 21);
            Tensor gradOut = Inputs.filled(value, 1, 3, 12, 42);
            for (float offset : new float[] {0, 0.25f, -0.25f, 1, -1, 5.5f, -5.5f, 100, -100}) {
                assertSameBits(x, Inputs.filled(offset, 1, 8, 6, 21), gradOut, 2, 1, value + " at offsets " + offset);
            }
        }
    }

    @Test
    void mapsOfOnePixelRowAndColumn() {
        SplittableRandom random = new SplittableRandom(12);
        for (int[] size : new int[][] {{1, 1}, {1, 40}, {40, 1}, {2, 1}, {1, 2}, {2, 2}}) {
            for (int scale = 1; scale <= 3; scale++) {
                Tensor x = Inputs.tame(random, 2, 6, size[0], size[1]);
                Tensor gradOut = Inputs.tame(random, 2, 6, scale * size[0], scale * size[1]);
                assertSameBits(x, Inputs.awkwardOffsets(random, 2, 4 * scale * scale, size[0], size[1]), gradOut,
                        scale, 2, "small maps");
            }
        }
    }

    /** More rows than a backend may keep at once. */
    @Test
    void manyRows() {
        SplittableRandom random = new SplittableRandom(13);
        for (double deviation : new double[] {0.3, 40}) {
            Tensor x = Inputs.tame(random, 1, 20, 150, 40);
            Tensor gradOut = Inputs.tame(random, 1, 20, 300, 80);
            assertSameBits(x, Inputs.offsets(random, deviation, 1, 8, 150, 40), gradOut, 2, 1, "many rows");
        }
    }

    @Test
    void emptyTensors() {
        backend.offsetSampleGradient(Tensor.zeros(0, 4, 2, 3), Tensor.zeros(0, 16, 2, 3), Tensor.zeros(0, 4, 4, 6), 2,
                2, Tensor.zeros(0, 4, 2, 3), Tensor.zeros(0, 16, 2, 3));
        Tensor none = Tensor.zeros(1, 0, 2, 3);
        assertSameBits(Tensor.zeros(1, 16, 2, 3),
                (backend, gradOffsets) -> backend.offsetSampleGradient(none, Tensor.zeros(1, 16, 2, 3),
                        Tensor.zeros(1, 0, 4, 6), 2, 2, Tensor.zeros(1, 0, 2, 3), gradOffsets),
                () -> "no channels");
    }

    @Test
    void wrongArguments() {
        Tensor x = Tensor.zeros(1, 4, 2, 3);
        Tensor offsets = Tensor.zeros(1, 16, 2, 3);
        Tensor grad = Tensor.zeros(1, 4, 4, 6);
        Tensor gradX = Tensor.zeros(1, 4, 2, 3);
        assertRefused(() -> backend.offsetSampleGradient(null, offsets, grad, 2, 2, gradX, null), "x", "null");
        assertRefused(() -> backend.offsetSampleGradient(x, null, grad, 2, 2, gradX, null), "offsets", "null");
        assertRefused(() -> backend.offsetSampleGradient(x, offsets, null, 2, 2, gradX, null), "gradOut", "null");
        assertRefused(() -> backend.offsetSampleGradient(x, offsets, grad, 2, 0, gradX, null), "groups", "0");
        assertRefused(() -> backend.offsetSampleGradient(x, offsets, grad, 3, 2, gradX, null), "offsets", "2·2·3²");
        assertRefused(() -> backend.offsetSampleGradient(x, offsets, x, 2, 2, gradX, null),
                "gradOut", "(1, 4, 2, 3)", "(1, 4, 4, 6)");
        assertRefused(() -> backend.offsetSampleGradient(x, offsets, grad, 2, 2, offsets, null),
                "gradX", "(1, 16, 2, 3)", "(1, 4, 2, 3)");
        assertRefused(() -> backend.offsetSampleGradient(x, offsets, grad, 2, 2, null, gradX),
                "gradOffsets", "(1, 4, 2, 3)", "(1, 16, 2, 3)");
    }

    @Test
    void sharedArrays() {
        Tensor x = Tensor.zeros(1, 2, 2, 3);
        Tensor offsets = Tensor.zeros(1, 2, 2, 3);
        Tensor grad = Tensor.zeros(1, 2, 2, 3);
        Tensor out = Tensor.zeros(1, 2, 2, 3);
        for (Tensor input : new Tensor[] {x, offsets, grad}) {
            assertRefused(() -> backend.offsetSampleGradient(x, offsets, grad, 1, 1, input, null), "gradX", "array");
            assertRefused(
                    () -> backend.offsetSampleGradient(x, offsets, grad, 1, 1, null, input), "gradOffsets", "array");
        }
        assertRefused(() -> backend.offsetSampleGradient(x, offsets, grad, 1, 1, out, out), "gradOffsets", "gradX");
    }
}
