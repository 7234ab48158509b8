package io.github.dysample.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.Tensor;
import org.junit.jupiter.api.Test;

class LossTest {
    private final Tensor y = Tensor.of(new float[] {1, 2, 3, -4}, 1, 1, 2, 2);
    private final Tensor target = Tensor.of(new float[] {1.5f, 2, 0, 0}, 1, 1, 2, 2);
    private final Tensor gradOut = Tensor.zeros(1, 1, 2, 2);

    @Test
    void squares() {
        assertEquals((0.25 + 9 + 16) / 4, Loss.mse().of(y, target, gradOut));
        assertArrayEquals(new float[] {-0.25f, 0, 1.5f, -2}, gradOut.data());
    }

    @Test
    void absoluteValues() {
        assertEquals((0.5 + 3 + 4) / 4, Loss.l1().of(y, target, gradOut));
        assertArrayEquals(new float[] {-0.25f, 0, 0.25f, -0.25f}, gradOut.data());
    }

    @Test
    void huber() {
        assertEquals((0.125 + 2 * (3 - 1) + 2 * (4 - 1)) / 4, Loss.huber(2).of(y, target, gradOut));
        assertArrayEquals(new float[] {-0.125f, 0, 0.5f, -0.5f}, gradOut.data());
    }

    @Test
    void aTargetWithFewerChannelsIsComparedWithTheFirst() {
        Tensor two = Tensor.of(new float[] {1, 9, 3, 9}, 2, 2, 1, 1);
        Tensor one = Tensor.of(new float[] {0, 1}, 2, 1, 1, 1);
        Tensor into = Tensor.of(new float[] {7, 7, 7, 7}, 2, 2, 1, 1);
        assertEquals((1 + 4) / 2.0, Loss.mse().of(two, one, into));
        assertArrayEquals(new float[] {1, 0, 2, 0}, into.data());
    }

    @Test
    void aPartOfABatchHasItsShare() {
        assertEquals((0.25 + 9 + 16) / 12, Loss.mse().of(y, target, gradOut, 3));
        assertArrayEquals(new float[] {-0.5f / 6, 0, 0.5f, -4f / 6}, gradOut.data());
    }

    @Test
    void nanIsNotHidden() {
        y.data()[1] = Float.NaN;
        for (Loss loss : new Loss[] {Loss.mse(), Loss.l1(), Loss.huber(1)}) {
            assertTrue(Double.isNaN(loss.of(y, target, gradOut)), loss.toString());
            assertTrue(Float.isNaN(gradOut.data()[1]), loss.toString());
        }
    }

    @Test
    void whatDoesNotFitIsRefusedWithTheNumbers() {
        Tensor larger = Tensor.zeros(1, 2, 2, 2);
        IllegalArgumentException unfit =
                assertThrows(IllegalArgumentException.class, () -> Loss.mse().of(y, larger, gradOut));
        assertTrue(unfit.getMessage().contains("(1, 2, 2, 2)") && unfit.getMessage().contains("(1, 1, 2, 2)"));
        assertThrows(IllegalArgumentException.class, () -> Loss.mse().of(y, target, larger));
        assertThrows(IllegalArgumentException.class, () -> Loss.mse().of(y, target, gradOut, 0));
        assertThrows(IllegalArgumentException.class, () -> Loss.huber(0));
    }
}
