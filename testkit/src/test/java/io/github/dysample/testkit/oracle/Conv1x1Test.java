package io.github.dysample.testkit.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.dysample.Backends;
import io.github.dysample.Tensor;
import io.github.dysample.testkit.internal.Inputs;
import java.util.SplittableRandom;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The convolution is a matrix product: commons-math3 in double is the judge. The vector one has the scalar bits. */
class Conv1x1Test {
    private static final double UNIT = 0x1p-24;

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 64, 256})
    void agreesWithTheMatrixProduct(int inputs) {
        int outputs = 5;
        SplittableRandom random = new SplittableRandom(inputs);
        Tensor x = Inputs.tame(random, 1, inputs, 3, 7);
        float[] weight = Inputs.array(random, outputs * inputs, 1);
        float[] bias = Inputs.array(random, outputs, 1);
        Tensor out = Tensor.zeros(1, outputs, 3, 7);
        Backends.named("scalar").conv1x1(x, weight, bias, out);

        RealMatrix product = matrix(weight, inputs, false).multiply(matrix(x.data(), 21, false));
        RealMatrix sizes = matrix(weight, inputs, true).multiply(matrix(x.data(), 21, true));
        for (int o = 0; o < outputs; o++) {
            for (int p = 0; p < 21; p++) {
                // Each of the roundings, one per input, is at most a unit of a partial sum, and no partial sum is
                // larger than the sum of sizes; 1.01 covers their growth, under 256 · 2⁻²⁴.
                double bound = 1.01 * inputs * UNIT * (sizes.getEntry(o, p) + Math.abs(bias[o]));
                assertEquals(product.getEntry(o, p) + bias[o], out.data()[o * 21 + p], bound);
            }
        }
    }

    private static RealMatrix matrix(float[] values, int columns, boolean sizes) {
        RealMatrix matrix = new Array2DRowRealMatrix(values.length / columns, columns);
        for (int i = 0; i < values.length; i++) {
            matrix.setEntry(i / columns, i % columns, sizes ? Math.abs(values[i]) : values[i]);
        }
        return matrix;
    }
}
