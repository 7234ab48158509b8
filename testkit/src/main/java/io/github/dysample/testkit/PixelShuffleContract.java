package io.github.dysample.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.dysample.Backend;
import io.github.dysample.Tensor;
import io.github.dysample.testkit.internal.Inputs;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pixel shuffle and its inverse. */
abstract class PixelShuffleContract extends KernelContract {

    PixelShuffleContract(Backend backend) {
        super(backend);
    }

    @ParameterizedTest
    @MethodSource("widths")
    void haveTheBitsOfTheDefinition(int width) {
        SplittableRandom random = new SplittableRandom(width);
        for (int r : new int[] {1, 2, 3, 4, 5, 16, 17}) {
            int batch = 1 + random.nextInt(2);
            int channels = 1 + random.nextInt(3);
            int height = 1 + random.nextInt(3);
            Tensor deep = Inputs.awkward(random, batch, channels * r * r, height, width);
            Tensor fine = Inputs.awkward(random, batch, channels, r * height, r * width);
            assertSameBits(fine, (backend, out) -> backend.pixelShuffle(deep, r, out),
                    () -> "pixelShuffle " + deep.shapeString() + " by " + r);
            assertSameBits(deep, (backend, out) -> backend.pixelUnshuffle(fine, r, out),
                    () -> "pixelUnshuffle " + fine.shapeString() + " by " + r);
        }
    }

    @ParameterizedTest
    @MethodSource("widths")
    void areInverse(int width) {
        SplittableRandom random = new SplittableRandom(width);
        for (int r = 1; r <= 5; r++) {
            Tensor x = Inputs.awkward(random, 2, 3 * r * r, 2, width);
            Tensor shuffled = Tensor.zeros(2, 3, 2 * r, r * width);
            Tensor back = Inputs.filled(Float.NaN, 2, 3 * r * r, 2, width);
            backend.pixelShuffle(x, r, shuffled);
            backend.pixelUnshuffle(shuffled, r, back);
            assertEquals(x, back);
        }
    }

    @Test
    void channelsGoToSubPositionsRowByRow() {
        // ONNX calls this order CRD; its default, DCR, would give the same here for one channel, so there are two.
        checkBothWays(
                Tensor.of(new float[] {0, 1, 2, 3, 10, 11, 12, 13}, 1, 8, 1, 1),
                Tensor.of(new float[] {0, 1, 2, 3, 10, 11, 12, 13}, 1, 2, 2, 2));
    }

    @Test
    void neighbouringPixelsStayInOrder() {
        checkBothWays(
                Tensor.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 1, 4, 1, 2),
                Tensor.of(new float[] {1, 3, 2, 4, 5, 7, 6, 8}, 1, 1, 2, 4));
    }

    private void checkBothWays(Tensor deep, Tensor fine) {
        Tensor shuffled = Tensor.zeros(fine.n(), fine.c(), fine.h(), fine.w());
        backend.pixelShuffle(deep, 2, shuffled);
        assertEquals(fine, shuffled);
        Tensor unshuffled = Tensor.zeros(deep.n(), deep.c(), deep.h(), deep.w());
        backend.pixelUnshuffle(fine, 2, unshuffled);
        assertEquals(deep, unshuffled);
    }

    @Test
    void emptyTensors() {
        backend.pixelShuffle(Tensor.zeros(0, 4, 2, 3), 2, Tensor.zeros(0, 1, 4, 6));
        backend.pixelShuffle(Tensor.zeros(1, 0, 2, 3), 2, Tensor.zeros(1, 0, 4, 6));
        backend.pixelShuffle(Tensor.zeros(1, 4, 2, 0), 2, Tensor.zeros(1, 1, 4, 0));
        backend.pixelUnshuffle(Tensor.zeros(0, 1, 4, 6), 2, Tensor.zeros(0, 4, 2, 3));
        backend.pixelUnshuffle(Tensor.zeros(1, 0, 4, 6), 2, Tensor.zeros(1, 0, 2, 3));
        backend.pixelUnshuffle(Tensor.zeros(1, 1, 4, 0), 2, Tensor.zeros(1, 4, 2, 0));
    }

    @Test
    void anEmptyTensorByAHugeFactor() {
        // There is nothing to move, so no table may grow with the factor.
        backend.pixelShuffle(Tensor.zeros(1, 0, 0, 0), 1 << 27, Tensor.zeros(1, 0, 0, 0));
        backend.pixelUnshuffle(Tensor.zeros(1, 0, 1 << 27, 1 << 27), 1 << 27, Tensor.zeros(1, 0, 1, 1));
    }

    @Test
    void wrongArgumentsOfTheShuffle() {
        Tensor x = Tensor.zeros(2, 8, 3, 5);
        Tensor out = Tensor.zeros(2, 2, 6, 10);
        assertRefused(() -> backend.pixelShuffle(null, 2, out), "x", "null");
        assertRefused(() -> backend.pixelShuffle(x, 2, null), "out", "null");
        assertRefused(() -> backend.pixelShuffle(x, 0, out), "factor", "0", "1");
        assertRefused(() -> backend.pixelShuffle(x, -2, out), "factor", "-2");
        assertRefused(() -> backend.pixelShuffle(x, 3, out), "x", "(2, 8, 3, 5)", "factor", "9");
        assertRefused(() -> backend.pixelShuffle(x, 2, Tensor.zeros(2, 2, 10, 6)), "out", "(2, 2, 6, 10)", "(2, 2, 10");
        assertRefused(() -> backend.pixelShuffle(x, 1, x), "out", "x", "array");
    }

    @Test
    void wrongArgumentsOfTheInverse() {
        Tensor x = Tensor.zeros(2, 2, 6, 10);
        Tensor out = Tensor.zeros(2, 8, 3, 5);
        assertRefused(() -> backend.pixelUnshuffle(null, 2, out), "x", "null");
        assertRefused(() -> backend.pixelUnshuffle(x, 2, null), "out", "null");
        assertRefused(() -> backend.pixelUnshuffle(x, 0, out), "factor", "0", "1");
        assertRefused(() -> backend.pixelUnshuffle(x, -1, out), "factor", "-1");
        assertRefused(() -> backend.pixelUnshuffle(x, 3, out), "x", "(2, 2, 6, 10)", "factor 3");
        assertRefused(() -> backend.pixelUnshuffle(x, 5, out), "x", "(2, 2, 6, 10)", "factor 5");
        assertRefused(() -> backend.pixelUnshuffle(x, 2, Tensor.zeros(2, 8, 5, 3)), "out", "(2, 8, 3, 5)", "(2, 8, 5");
        assertRefused(() -> backend.pixelUnshuffle(x, 1, x), "out", "x", "array");
    }

    @Test
    void productsThatWrap() {
        Tensor one = Tensor.zeros(1, 4, 1, 1);
        Tensor out = Tensor.zeros(1, 1, 1, 1);
        assertRefused(() -> backend.pixelShuffle(one, 1 << 16, out), "x", "4294967296");
        assertRefused(() -> backend.pixelShuffle(Tensor.zeros(1, 0, 1 << 16, 1), 1 << 16, out), "height", "65536");
        assertRefused(() -> backend.pixelShuffle(Tensor.zeros(1, 0, 1, 1 << 16), 1 << 16, out), "width", "65536");
        Tensor x = Tensor.zeros(1, 1, 1 << 16, 0);
        assertRefused(() -> backend.pixelUnshuffle(x, 1 << 16, Tensor.zeros(1, 0, 1, 0)), "factor 65536", "1 channels");
    }
}
