package io.github.dysample.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.dysample.Backend;
import io.github.dysample.Tensor;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

abstract class PixelShuffleContract extends KernelContract {

    PixelShuffleContract(Backend backend) {
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
            Tensor x = Inputs.awkward(random, batch, channels * r * r, height, width);
            assertSameBits(
                    Tensor.zeros(batch, channels, r * height, r * width),
                    (backend, out) -> backend.pixelShuffle(x, r, out),
                    () -> "pixelShuffle " + x.shapeString() + " by " + r);
        }
    }

    @Test
    void channelsGoToSubPositionsRowByRow() {
        // ONNX calls this order CRD; its default, DCR, would give the same here for one channel, so there are two.
        Tensor x = Tensor.of(new float[] {0, 1, 2, 3, 10, 11, 12, 13}, 1, 8, 1, 1);
        Tensor out = Tensor.zeros(1, 2, 2, 2);
        backend.pixelShuffle(x, 2, out);
        assertEquals(Tensor.of(new float[] {0, 1, 2, 3, 10, 11, 12, 13}, 1, 2, 2, 2), out);
    }

    @Test
    void neighbouringPixelsStayInOrder() {
        Tensor x = Tensor.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 1, 4, 1, 2);
        Tensor out = Tensor.zeros(1, 1, 2, 4);
        backend.pixelShuffle(x, 2, out);
        assertEquals(Tensor.of(new float[] {1, 3, 2, 4, 5, 7, 6, 8}, 1, 1, 2, 4), out);
    }

    @Test
    void emptyTensors() {
        backend.pixelShuffle(Tensor.zeros(0, 4, 2, 3), 2, Tensor.zeros(0, 1, 4, 6));
        backend.pixelShuffle(Tensor.zeros(1, 0, 2, 3), 2, Tensor.zeros(1, 0, 4, 6));
        backend.pixelShuffle(Tensor.zeros(1, 4, 2, 0), 2, Tensor.zeros(1, 1, 4, 0));
    }

    @Test
    void anEmptyTensorByAHugeFactor() {
        // There is nothing to move, so no table may grow with the factor.
        backend.pixelShuffle(Tensor.zeros(1, 0, 0, 0), 1 << 27, Tensor.zeros(1, 0, 0, 0));
    }

    @Test
    void wrongArguments() {
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
    void productsThatWrap() {
        Tensor one = Tensor.zeros(1, 4, 1, 1);
        Tensor out = Tensor.zeros(1, 1, 1, 1);
        assertRefused(() -> backend.pixelShuffle(one, 1 << 16, out), "x", "4294967296");
        assertRefused(() -> backend.pixelShuffle(Tensor.zeros(1, 0, 1 << 16, 1), 1 << 16, out), "height", "65536");
        assertRefused(() -> backend.pixelShuffle(Tensor.zeros(1, 0, 1, 1 << 16), 1 << 16, out), "width", "65536");
    }
}
