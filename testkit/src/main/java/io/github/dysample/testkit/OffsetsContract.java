package io.github.dysample.testkit;

import io.github.dysample.Backend;
import io.github.dysample.DySampleConfig;
import io.github.dysample.Style;
import io.github.dysample.Tensor;
import io.github.dysample.testkit.internal.Inputs;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

abstract class OffsetsContract extends KernelContract {
    /** Coprime to 2³², so all exponents and signs come up with all kinds of mantissas. */
    private static final int STRIDE = 65_537;

    OffsetsContract(Backend backend) {
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

    private void check(SplittableRandom random, int scale, int groups, int width, boolean dynamic) {
        int batch = 1 + random.nextInt(2);
        float[] initial = new DySampleConfig(groups, scale, groups, Style.LP, dynamic).initialPositions();
        int channels = initial.length;
        int height = 1 + random.nextInt(2);
        Tensor linear = Inputs.values(random, random.nextBoolean(), batch, channels, height, width);
        Tensor scope = dynamic ? Inputs.values(random, random.nextBoolean(), batch, channels, height, width) : null;
        assertSameBits(
                linear,
                (backend, out) -> backend.offsets(linear, scope, initial, out),
                () -> "offsets " + linear.shapeString() + " scale " + scale + (dynamic ? " dynamic" : " static"));
        assertSameBits(
                linear,
                (backend, out) -> {
                    System.arraycopy(linear.data(), 0, out.data(), 0, out.data().length);
                    backend.offsets(out, scope, initial, out);
                },
                () -> "offsets in place " + linear.shapeString() + " scale " + scale);
    }

    @Test
    void scopesOfEverySize() {
        Tensor scope = Tensor.zeros(1, 2, 1, 1 << 15);
        for (int i = 0; i < scope.data().length; i++) {
            scope.data()[i] = Float.intBitsToFloat(i * STRIDE);
        }
        // With initial positions of 0 and a linear part of 2 the offset is the sigmoid itself.
        Tensor linear = Inputs.filled(2, 1, 2, 1, 1 << 15);
        assertSameBits(linear, (backend, out) -> backend.offsets(linear, scope, new float[2], out), () -> "sigmoid");
    }

    /** Whatever the values are: a checkpoint may bring its own. */
    @Test
    void initialPositionsAreData() {
        SplittableRandom random = new SplittableRandom(5);
        Tensor linear = Inputs.tame(random, 2, 8, 3, 7);
        Tensor scope = Inputs.tame(random, 2, 8, 3, 7);
        float[] initial = Inputs.array(random, 8, 10);
        assertSameBits(linear, (backend, out) -> backend.offsets(linear, null, initial, out), () -> "static");
        assertSameBits(linear, (backend, out) -> backend.offsets(linear, scope, initial, out), () -> "dynamic");
    }

    @Test
    void emptyTensors() {
        float[] eight = new float[8];
        backend.offsets(Tensor.zeros(0, 8, 2, 3), null, eight, Tensor.zeros(0, 8, 2, 3));
        backend.offsets(Tensor.zeros(1, 8, 2, 0), Tensor.zeros(1, 8, 2, 0), eight, Tensor.zeros(1, 8, 2, 0));
        Tensor large = Tensor.zeros(0, 2, 50_000, 50_000);
        Tensor scope = Tensor.zeros(0, 2, 50_000, 50_000);
        backend.offsets(large, scope, new float[2], Tensor.zeros(0, 2, 50_000, 50_000));
    }

    @Test
    void wrongArguments() {
        Tensor linear = Tensor.zeros(2, 16, 3, 4);
        Tensor out = Tensor.zeros(2, 16, 3, 4);
        float[] initial = new float[16];
        assertRefused(() -> backend.offsets(null, null, initial, out), "linear", "null");
        assertRefused(() -> backend.offsets(linear, null, null, out), "initial", "null");
        assertRefused(() -> backend.offsets(linear, null, initial, null), "out", "null");
        assertRefused(() -> backend.offsets(linear, null, new float[18], out), "linear", "(2, 16, 3, 4)", "18");
        assertRefused(() -> backend.offsets(linear, null, initial, Tensor.zeros(2, 16, 4, 3)), "out", "(2, 16, 4, 3)");
        assertRefused(() -> backend.offsets(linear, Tensor.zeros(1, 16, 3, 4), initial, out),
                "scope", "(1, 16, 3, 4)", "(2, 16");
        assertRefused(() -> backend.offsets(linear, out, initial, out), "out", "scope", "array");
    }
}
