package io.github.dysample.measure;

import io.github.dysample.Tensor;

/** A backend's result is not the definition's: its time would be worth nothing. */
public final class DisagreementException extends Exception {
    private static final long serialVersionUID = 1L;

    private DisagreementException(String message) {
        super(message);
    }

    /**
     * Compares a result with the scalar backend's, to the bit. Workloads are finite, so NaN is never right.
     *
     * @param backend that gave the result
     * @param shape of the input
     * @param expected the scalar backend's result
     * @param actual the backend's result, of the same shape
     * @throws DisagreementException with the first element that differs
     */
    public static void check(String backend, Shape shape, Tensor expected, Tensor actual)
            throws DisagreementException {
        for (int i = 0; i < expected.data().length; i++) {
            float right = expected.data()[i];
            float found = actual.data()[i];
            if (Float.isNaN(found) || Float.floatToRawIntBits(right) != Float.floatToRawIntBits(found)) {
                throw new DisagreementException("shape " + shape + ": element " + i + " is " + found + " on backend "
                        + backend + ", and " + right + " on scalar");
            }
        }
    }
}
