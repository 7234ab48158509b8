package io.github.dysample.testkit;

import io.github.dysample.Backend;
import io.github.dysample.Tensor;
import io.github.dysample.testkit.internal.Inputs;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

abstract class OffsetsGradientContract extends KernelContract {
    /** Coprime to 2³², so all exponents and signs come up with all kinds of mantissas. */
    private static final int STRIDE = 65_537;

    OffsetsGradientContract(Backend backend) {
        super(backend);
    }

    @ParameterizedTest
    @MethodSource("widths")
    void hasTheBitsOfTheDefinition(int width) {
        SplittableRandom random = new SplittableRandom(width);
        for (int height = 1; height <= 3; height++) {
            for (boolean awkward : new boolean[] {false, true}) {
                Tensor grad = Inputs.values(random, awkward, 2, 8, height, width);
                Tensor linear = Inputs.values(random, awkward, 2, 8, height, width);
                Tensor scope = Inputs.values(random, awkward, 2, 8, height, width);
                assertSameBits(grad, null, null, () -> "static scope " + grad.shapeString());
                assertSameBits(grad, linear, scope, () -> "dynamic scope " + grad.shapeString());
            }
        }
    }

    private void assertSameBits(Tensor grad, Tensor linear, Tensor scope, Supplier<String> what) {
        Tensor other = scope == null ? null : Inputs.filled(Float.NaN, grad.n(), grad.c(), grad.h(), grad.w());
        assertSameBits(grad,
                (backend, gradLinear) -> backend.offsetsGradient(grad, linear, scope, gradLinear, other),
                () -> what.get() + ", gradLinear");
        if (scope != null) {
            assertSameBits(grad,
                    (backend, gradScope) -> backend.offsetsGradient(grad, linear, scope, other, gradScope),
                    () -> what.get() + ", gradScope");
        }
    }

    @Test
    void scopesOfEverySize() {
        Tensor scope = Tensor.zeros(1, 2, 1, 1 << 15);
        for (int i = 0; i < scope.data().length; i++) {
            scope.data()[i] = Float.intBitsToFloat(i * STRIDE);
        }
        Tensor two = Inputs.filled(2, 1, 2, 1, 1 << 15);
        assertSameBits(two, two, scope, () -> "sigmoid and its slope");
    }

    @Test
    void emptyTensors() {
        Tensor none = Tensor.zeros(0, 8, 2, 3);
        backend.offsetsGradient(none, null, null, Tensor.zeros(0, 8, 2, 3), null);
        backend.offsetsGradient(
                none, Tensor.zeros(0, 8, 2, 3), Tensor.zeros(0, 8, 2, 3), Tensor.zeros(0, 8, 2, 3),
                Tensor.zeros(0, 8, 2, 3));
    }

    @Test
    void wrongArguments() {
        Tensor grad = Tensor.zeros(2, 8, 3, 4);
        Tensor linear = Tensor.zeros(2, 8, 3, 4);
        Tensor scope = Tensor.zeros(2, 8, 3, 4);
        Tensor out = Tensor.zeros(2, 8, 3, 4);
        Tensor outScope = Tensor.zeros(2, 8, 3, 4);
        Tensor other = Tensor.zeros(2, 8, 4, 3);
        assertRefused(() -> backend.offsetsGradient(null, linear, scope, out, outScope), "gradOffsets", "null");
        assertRefused(() -> backend.offsetsGradient(grad, null, null, null, null), "gradLinear", "null");
        assertRefused(() -> backend.offsetsGradient(grad, null, scope, out, outScope), "linear is null", "(2, 8, 3");
        assertRefused(() -> backend.offsetsGradient(grad, linear, scope, out, null), "gradScope is null");
        assertRefused(() -> backend.offsetsGradient(grad, null, null, other, null), "gradLinear", "(2, 8, 4, 3)");
        assertRefused(() -> backend.offsetsGradient(grad, other, scope, out, outScope), "linear", "(2, 8, 4, 3)");
        assertRefused(() -> backend.offsetsGradient(grad, linear, other, out, outScope), "scope", "(2, 8, 4, 3)");
        assertRefused(() -> backend.offsetsGradient(grad, linear, scope, out, other), "gradScope", "(2, 8, 4, 3)");
        assertRefused(() -> backend.offsetsGradient(grad, null, null, grad, null), "gradLinear", "array");
        assertRefused(() -> backend.offsetsGradient(grad, linear, scope, out, out), "gradScope", "gradLinear");
        assertRefused(() -> backend.offsetsGradient(grad, linear, scope, scope, out), "gradLinear", "scope", "array");
    }
}
