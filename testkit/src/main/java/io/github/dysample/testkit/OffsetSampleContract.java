package io.github.dysample.testkit;

import io.github.dysample.Backend;
import io.github.dysample.Tensor;
import io.github.dysample.testkit.internal.Inputs;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

abstract class OffsetSampleContract extends KernelContract {

    OffsetSampleContract(Backend backend) {
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
        Tensor offsets = awkward
                ? Inputs.awkwardOffsets(random, batch, offsetChannels, height, width)
                : Inputs.localOffsets(random, batch, offsetChannels, height, width);
        assertSameBits(x, offsets, scale, groups, awkward ? "awkward offsets" : "local offsets");
    }

    private void assertSameBits(Tensor x, Tensor offsets, int scale, int groups, String what) {
        assertSameBits(
                Tensor.zeros(x.n(), x.c(), scale * x.h(), scale * x.w()),
                (backend, out) -> backend.offsetSample(x, offsets, scale, groups, out),
                () -> "offsetSample " + x.shapeString() + " scale " + scale + " groups " + groups + " " + what);
    }

    /** Neighbouring outputs read the same pixels, the same rows, some rows, anything: each has a loop of its own. */
    @ParameterizedTest
    @MethodSource("widths")
    void pointsFarApartAndClose(int width) {
        SplittableRandom random = new SplittableRandom(width);
        for (double deviation : new double[] {0.01, 0.25, 0.6, 1.5, 4, 20}) {
            for (int scale = 1; scale <= 4; scale++) {
                int groups = 1 + random.nextInt(2);
                int channels = groups * (1 + random.nextInt(20));
                int height = 1 + random.nextInt(24);
                Tensor x = Inputs.values(random, random.nextBoolean(), 1, channels, height, width);
                Tensor offsets = Inputs.offsets(random, deviation, 1, 2 * groups * scale * scale, height, width);
                assertSameBits(x, offsets, scale, groups, "offsets of deviation " + deviation);
            }
        }
    }

    @Test
    void everyPixelCentreAndEdgeOfARow() {
        int width = 35;
        SplittableRandom random = new SplittableRandom(7);
        Tensor x = Inputs.tame(random, 1, 2, 3, width);
        Tensor offsets = Tensor.zeros(1, 2, 3, width);
        for (int shift = -36; shift <= 36; shift++) {
            Arrays.fill(offsets.data(), shift / 2f);
            assertSameBits(x, offsets, 1, 1, "all offsets " + offsets.data()[0]);
        }
    }

    /** Rounding down is quicker for near offsets: their limit, and what lies just beside a whole number. */
    @Test
    void everyKindOfOffsetInARowOfItsOwnAndTogether() {
        float[] kinds = {
            0f, Float.MIN_VALUE, 1e-10f, Math.nextDown(0.5f), 0.5f, Math.nextDown(1f), 1f, Math.nextUp(1f), 2.5f,
            0x1p21f + 0.25f, Math.nextDown(0x1p22f), 0x1p22f, Math.nextUp(0x1p22f), 0x1p23f, 0x1p24f, 0x1p31f
        };
        int width = 35;
        SplittableRandom random = new SplittableRandom(8);
        Tensor x = Inputs.tame(random, 1, 2, 3, width);
        Tensor offsets = Tensor.zeros(1, 2, 3, width);
        for (int most = 0; most < kinds.length; most++) {
            for (float sign : new float[] {1, -1}) {
                Arrays.fill(offsets.data(), sign * kinds[most]);
                assertSameBits(x, offsets, 1, 1, "all offsets " + offsets.data()[0]);
                for (int i = 0; i < offsets.data().length; i++) {
                    offsets.data()[i] = (random.nextBoolean() ? 1 : -1) * kinds[random.nextInt(most + 1)];
                }
                assertSameBits(x, offsets, 1, 1, "offsets up to " + kinds[most]);
            }
        }
    }

    @Test
    void emptyTensors() {
        backend.offsetSample(Tensor.zeros(0, 4, 2, 3), Tensor.zeros(0, 16, 2, 3), 2, 2, Tensor.zeros(0, 4, 4, 6));
        backend.offsetSample(Tensor.zeros(1, 0, 2, 3), Tensor.zeros(1, 16, 2, 3), 2, 2, Tensor.zeros(1, 0, 4, 6));
        int scale = 1 << 14;
        backend.offsetSample(Tensor.zeros(0, 1, 1, 16), Tensor.zeros(0, 2 * scale * scale, 1, 16), scale, 1,
                Tensor.zeros(0, 1, scale, 16 * scale));
    }

    @Test
    void wrongArguments() {
        Tensor x = Tensor.zeros(1, 4, 2, 3);
        Tensor offsets = Tensor.zeros(1, 16, 2, 3);
        Tensor out = Tensor.zeros(1, 4, 4, 6);
        assertRefused(() -> backend.offsetSample(null, offsets, 2, 2, out), "x", "null");
        assertRefused(() -> backend.offsetSample(x, null, 2, 2, out), "offsets", "null");
        assertRefused(() -> backend.offsetSample(x, offsets, 2, 2, null), "out", "null");
        assertRefused(() -> backend.offsetSample(x, offsets, 2, 0, out), "groups", "0", "1");
        assertRefused(() -> backend.offsetSample(x, offsets, 2, -2, out), "groups", "-2");
        assertRefused(() -> backend.offsetSample(x, offsets, 0, 2, out), "scale", "0", "1");
        assertRefused(() -> backend.offsetSample(x, offsets, 2, 3, out), "x", "(1, 4, 2, 3)", "groups", "3");
        assertRefused(() -> backend.offsetSample(x, offsets, 3, 2, out), "offsets", "(1, 16, 2, 3)", "2·2·3²");
        assertRefused(() -> backend.offsetSample(x, offsets, 2, 1, out), "offsets", "(1, 16, 2, 3)", "2·1·2²");
        assertRefused(() -> backend.offsetSample(x, Tensor.zeros(1, 16, 3, 2), 2, 2, out), "offsets", "(1, 16, 3, 2)");
        assertRefused(() -> backend.offsetSample(x, Tensor.zeros(2, 16, 2, 3), 2, 2, out), "offsets", "(2, 16, 2, 3)");
        assertRefused(() -> backend.offsetSample(x, offsets, 2, 2, Tensor.zeros(1, 4, 6, 4)), "out", "(1, 4, 4, 6)");
        assertRefused(() -> backend.offsetSample(Tensor.zeros(1, 4, 0, 3), offsets, 2, 2, out), "x", "(1, 4, 0, 3)");
        assertRefused(() -> backend.offsetSample(Tensor.zeros(1, 4, 2, 0), offsets, 2, 2, out), "x", "(1, 4, 2, 0)");
    }

    @Test
    void sharedArrays() {
        Tensor x = Tensor.zeros(1, 2, 2, 3);
        Tensor offsets = Tensor.zeros(1, 2, 2, 3);
        assertRefused(() -> backend.offsetSample(x, offsets, 1, 1, x), "out", "x", "array");
        assertRefused(() -> backend.offsetSample(x, offsets, 1, 1, offsets), "out", "offsets", "array");
    }

    @Test
    void productsThatWrap() {
        // An empty batch, since no machine holds these sizes otherwise.
        int scale = 32_767;
        Tensor tall = Tensor.zeros(0, 1, 70_000, 1);
        Tensor offsets = Tensor.zeros(0, 2 * scale * scale, 70_000, 1);
        Tensor out = Tensor.zeros(0, 1, 1, 1);
        assertRefused(() -> backend.offsetSample(tall, offsets, scale, 1, out), "height", "70000", "32767");
        assertRefused(() -> backend.offsetSample(tall, offsets, 1 << 16, 1, out), "offsets", "65536");
        assertRefused(() -> backend.offsetSample(tall, offsets, Integer.MAX_VALUE, 1, out), "offsets", "2147483647");
    }
}
