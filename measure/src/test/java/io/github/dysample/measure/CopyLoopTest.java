package io.github.dysample.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.dysample.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CopyLoopTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void eachRowIsWrittenAsOftenAsTheOutputIsLarger(int threads) {
        // 210 rows are four pieces, the last one shorter.
        Tensor x = new Shape(2, 21, 5, 7).zeros();
        for (int i = 0; i < x.data().length; i++) {
            x.data()[i] = i + 1;
        }
        Tensor out = new Shape(2, 21, 10, 14).zeros();
        try (Helpers helpers = new Helpers(threads)) {
            new CopyLoop(x, out, helpers.workers()).run();
        }
        for (int i = 0; i < out.data().length; i++) {
            int row = i / x.w() / 4;
            assertEquals(x.data()[row * x.w() + i % x.w()], out.data()[i]);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5})
    void anOutputThatIsNoMultipleIsRefused(int width) {
        Tensor x = Tensor.zeros(1, 1, 1, 2);
        Tensor out = Tensor.zeros(1, 1, 1, width);
        try (Helpers helpers = new Helpers(1)) {
            assertThrows(IllegalArgumentException.class, () -> new CopyLoop(x, out, helpers.workers()));
        }
    }
}
