package io.github.dysample.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.dysample.Backend;
import io.github.dysample.Tensor;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

abstract class PixelUnshuffleContract extends KernelContract {

    PixelUnshuffleContract(Backend backend) {
        super(backend);
    }

    @ParameterizedTest
    @MethodSource("io.github.dysample.testkit.Inputs#widths")
    void hasTheBitsOfTheDefinition(int width) {
        SplittableRandom random = new SplittableRandom(width);
        for (int r : new int[] {1, 2, 3, 4, 5, 16, 17}) {
            int batch = 1 + random.nextInt(2);
            int channels = 1 + random.nextInt(3);
            int height = 1 + random.nextInt(3);
            Tensor x = Inputs.awkward(random, batch, channels, r * height, r * width);
            assertSameBits(
                    Tensor.zeros(batch, channels * r * r, height, width),
                    (backend, out) -> backend.pixelUnshuffle(x, r, out),
                    () -> "pixelUnshuffle " + x.shapeString() + " by " + r);
        }
    }

    @ParameterizedTest
    @MethodSource("io.github.dysample.testkit.Inputs#widths")
    void isTheInverseOfTheShuffle(int width) {
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
    void subPositionsGoToChannelsRowByRow() {
        Tensor x = Tensor.of(new float[] {1, 3, 2, 4, 5, 7, 6, 8}, 1, 1, 2, 4);
        Tensor out = Tensor.zeros(1, 4, 1, 2);
        backend.pixelUnshuffle(x, 2, out);
        assertEquals(Tensor.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 1, 4, 1, 2), out);
    }

    @Test
    void emptyTensors() {
        backend.pixelUnshuffle(Tensor.zeros(0, 1, 4, 6), 2, Tensor.zeros(0, 4, 2, 3));
        backend.pixelUnshuffle(Tensor.zeros(1, 0, 4, 6), 2, Tensor.zeros(1, 0, 2, 3));
        backend.pixelUnshuffle(Tensor.zeros(1, 1, 4, 0), 2, Tensor.zeros(1, 4, 2, 0));
    }

    @Test
    void anEmptyTensorByAHugeFactor() {
        // There is nothing to move, so no table may grow with the factor.
        backend.pixelUnshuffle(Tensor.zeros(1, 0, 1 << 27, 1 << 27), 1 << 27, Tensor.zeros(1, 0, 1, 1));
    }

    @Test
    void wrongArguments() {
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
    void aNumberOfChannelsThatWraps() {
        Tensor x = Tensor.zeros(1, 1, 1 << 16, 0);
        assertRefused(() -> backend.pixelUnshuffle(x, 1 << 16, Tensor.zeros(1, 0, 1, 0)), "factor 65536", "1 channels");
    }
}
