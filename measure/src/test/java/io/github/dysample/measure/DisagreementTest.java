package io.github.dysample.measure;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.Tensor;
import org.junit.jupiter.api.Test;

class DisagreementTest {

    @Test
    void aResultThatDiffersInABitIsRefused() throws DisagreementException {
        Shape shape = new Shape(1, 1, 1, 3);
        Tensor expected = Tensor.of(new float[] {1, 0, 2}, 1, 1, 1, 3);
        DisagreementException.check("vector", shape, expected, expected);
        assertRefused("element 1 is -0.0 on backend vector, and 0.0 on scalar", expected, 1, -0f, 2);
        assertRefused("element 2 is 2.0000002", expected, 1, 0, Math.nextUp(2f));
        Tensor undefined = Tensor.of(new float[] {1, Float.NaN, 2}, 1, 1, 1, 3);
        assertRefused("element 1 is NaN", undefined, 1, Float.NaN, 2);
    }

    private static void assertRefused(String reason, Tensor expected, float... actual) {
        String message = assertThrows(DisagreementException.class, () -> DisagreementException.check(
                        "vector", new Shape(1, 1, 1, 3), expected, Tensor.of(actual, 1, 1, 1, 3)))
                .getMessage();
        assertTrue(message.contains("shape 1x1x1x3") && message.contains(reason), message);
    }
}
