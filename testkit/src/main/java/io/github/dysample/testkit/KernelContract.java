package io.github.dysample.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.Backend;
import io.github.dysample.Backends;
import io.github.dysample.Tensor;
import io.github.dysample.testkit.internal.Inputs;
import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.function.Executable;

/** What every kernel of every backend owes: the bits of the scalar one, all of them, and clear refusals. */
abstract class KernelContract {
    /** A value no kernel produces here; beside NaN, since a NaN that was never overwritten may be a right answer. */
    private static final float LEFTOVER = 0x1.2468acp100f;

    final Backend backend;

    KernelContract(Backend backend) {
        this.backend = backend;
    }

    /** The definition. */
    static Backend scalar() {
        return Backends.named("scalar");
    }

    /** {@return widths on both sides of one and two vectors of 4, 8 and 16 lanes: 1, L−1, L, L+1, 2L−1, 2L+3} */
    static IntStream widths() {
        return IntStream.of(4, 8, 16)
                .flatMap(lanes -> IntStream.of(1, lanes - 1, lanes, lanes + 1, 2 * lanes - 1, 2 * lanes + 3))
                .sorted()
                .distinct();
    }

    /** Runs a kernel on the definition and on the backend, over outputs full of NaN and of another value. */
    final void assertSameBits(Tensor like, BiConsumer<Backend, Tensor> kernel, Supplier<String> what) {
        Tensor expected = Inputs.filled(LEFTOVER, like.n(), like.c(), like.h(), like.w());
        kernel.accept(scalar(), expected);
        for (float value : expected.data()) {
            assertTrue(value != LEFTOVER, () -> "not every element is written: " + what.get());
        }
        for (float poison : new float[] {Float.NaN, LEFTOVER}) {
            Tensor actual = Inputs.filled(poison, like.n(), like.c(), like.h(), like.w());
            kernel.accept(backend, actual);
            assertEqualBits(expected, actual, what);
        }
    }

    static void assertEqualBits(Tensor expected, Tensor actual, Supplier<String> what) {
        if (!expected.equals(actual)) {
            int i = Arrays.mismatch(expected.data(), actual.data());
            assertEquals(expected.shapeString(), actual.shapeString(), what);
            assertEquals(Float.toHexString(expected.data()[i]), Float.toHexString(actual.data()[i]),
                    () -> what.get() + ", element " + i + " of " + expected.shapeString());
        }
    }

    /** The call is refused, and the message holds all the parts. */
    static void assertRefused(Executable call, String... parts) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        for (String part : parts) {
            assertTrue(message.contains(part), () -> "\"" + part + "\" is not in \"" + message + "\"");
        }
    }
}
