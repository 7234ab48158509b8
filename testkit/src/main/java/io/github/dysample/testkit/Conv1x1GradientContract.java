package io.github.dysample.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.dysample.Backend;
import io.github.dysample.Tensor;
import io.github.dysample.testkit.internal.Inputs;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

abstract class Conv1x1GradientContract extends KernelContract {
    /** Positions on both sides of one and two blocks of 512, and of partial sums. */
    private static final int[] WIDTHS = {496, 511, 512, 513, 528, 1023, 1024, 1025, 1300};

    Conv1x1GradientContract(Backend backend) {
        super(backend);
    }

    @ParameterizedTest
    @MethodSource("widths")
    void hasTheBitsOfTheDefinition(int width) {
        SplittableRandom random = new SplittableRandom(width);
        for (int inputs : new int[] {1, 3, 16, 18}) {
            for (int outputs : new int[] {1, 3, 4, 5, 8, 17}) {
                int phases = 1 + random.nextInt(4);
                check(random, 1 + random.nextInt(3), inputs, outputs, phases, 1 + random.nextInt(3), width);
            }
        }
    }

    private void check(
            SplittableRandom random, int batch, int inputs, int outputs, int phases, int height, int width) {
        boolean awkward = random.nextInt(3) == 0;
        Tensor x = Inputs.values(random, awkward, batch, inputs * phases, height, width);
        Tensor gradOut = Inputs.values(random, random.nextInt(3) == 0, batch, outputs * phases, height, width);
        float[] weight = awkward && random.nextBoolean()
                ? Inputs.awkward(random, 1, outputs, 1, inputs).data()
                : Inputs.array(random, outputs * inputs, 1);
        String what = x.shapeString() + " from " + gradOut.shapeString() + " in " + phases + " phases";
        assertSameBits(x, (backend, gradX) -> backend.conv1x1InputGradient(gradOut, weight, phases, gradX),
                () -> "conv1x1InputGradient " + what);
        assertSameSums(random, outputs * inputs,
                (backend, sums) -> backend.conv1x1WeightGradient(x, gradOut, phases, sums),
                "conv1x1WeightGradient " + what);
        assertSameSums(random, outputs, (backend, sums) -> backend.conv1x1BiasGradient(gradOut, phases, sums),
                "conv1x1BiasGradient " + what);
    }

    /** On top of what the sums were before. */
    private void assertSameSums(
            SplittableRandom random, int length, BiConsumer<Backend, double[]> kernel, String what) {
        double[] expected = random.doubles(length, -1, 1).toArray();
        double[] actual = expected.clone();
        kernel.accept(scalar(), expected);
        kernel.accept(backend, actual);
        assertArrayEquals(expected, actual, what);
    }

    @Test
    void aroundTheLengthOfABlock() {
        SplittableRandom random = new SplittableRandom(1);
        for (int width : WIDTHS) {
            check(random, 2, 3, 5, 1, 1, width);
            check(random, 2, 20, 9, 1, 2, width);
            check(random, 1, 2, 3, 4, 3, width);
        }
    }

    /** The order of a sum shows only where terms are of very different sizes. */
    @Test
    void termsOfManySizes() {
        SplittableRandom random = new SplittableRandom(2);
        Tensor x = Tensor.zeros(2, 6, 30, 41);
        Tensor gradOut = Tensor.zeros(2, 10, 30, 41);
        for (Tensor tensor : new Tensor[] {x, gradOut}) {
            for (int i = 0; i < tensor.data().length; i++) {
                tensor.data()[i] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(13) - 6));
            }
        }
        assertSameSums(random, 60, (backend, sums) -> backend.conv1x1WeightGradient(x, gradOut, 1, sums), "weight");
        assertSameSums(random, 15, (backend, sums) -> backend.conv1x1WeightGradient(x, gradOut, 2, sums), "phases");
        assertSameSums(random, 10, (backend, sums) -> backend.conv1x1BiasGradient(gradOut, 1, sums), "bias");
        float[] weight = Inputs.array(random, 60, 1);
        assertSameBits(x, (backend, gradX) -> backend.conv1x1InputGradient(gradOut, weight, 1, gradX), () -> "input");
    }

    /** So a batch that is too large for a machine can be taken in parts, with the bits of the batch. */
    @Test
    void itemsOneAfterAnotherAddUpToTheBatch() {
        SplittableRandom random = new SplittableRandom(3);
        Tensor x = Inputs.tame(random, 3, 6, 20, 31);
        Tensor gradOut = Inputs.tame(random, 3, 10, 20, 31);
        for (int phases : new int[] {1, 2}) {
            double[] together = new double[60 / phases / phases];
            double[] inTurn = together.clone();
            double[] bias = new double[10 / phases];
            double[] biasInTurn = bias.clone();
            backend.conv1x1WeightGradient(x, gradOut, phases, together);
            backend.conv1x1BiasGradient(gradOut, phases, bias);
            for (int n = 0; n < 3; n++) {
                backend.conv1x1WeightGradient(item(x, n), item(gradOut, n), phases, inTurn);
                backend.conv1x1BiasGradient(item(gradOut, n), phases, biasInTurn);
            }
            assertArrayEquals(together, inTurn);
            assertArrayEquals(bias, biasInTurn);
        }
    }

    private static Tensor item(Tensor tensor, int n) {
        int length = tensor.c() * tensor.h() * tensor.w();
        return Tensor.of(Arrays.copyOfRange(tensor.data(), n * length, (n + 1) * length), 1, tensor.c(), tensor.h(),
                tensor.w());
    }

    @Test
    void byHand() {
        Tensor x = Tensor.of(new float[] {1, 2, 10, 20}, 1, 2, 1, 2);
        Tensor gradOut = Tensor.of(new float[] {3, 5}, 1, 1, 1, 2);
        double[] sums = {100, 0};
        backend.conv1x1WeightGradient(x, gradOut, 1, sums);
        assertArrayEquals(new double[] {113, 130}, sums);
        double[] bias = {0.5};
        backend.conv1x1BiasGradient(gradOut, 1, bias);
        assertEquals(8.5, bias[0]);
        Tensor gradX = Tensor.zeros(1, 2, 1, 2);
        backend.conv1x1InputGradient(gradOut, new float[] {2, -1}, 1, gradX);
        assertArrayEquals(new float[] {6, 10, -3, -5}, gradX.data());
    }

    @Test
    void emptyTensors() {
        double[] none = {7};
        backend.conv1x1InputGradient(Tensor.zeros(0, 2, 3, 4), new float[2], 1, Tensor.zeros(0, 1, 3, 4));
        backend.conv1x1WeightGradient(Tensor.zeros(0, 1, 3, 4), Tensor.zeros(0, 1, 3, 4), 1, none);
        backend.conv1x1BiasGradient(Tensor.zeros(0, 1, 3, 4), 1, none);
        backend.conv1x1WeightGradient(Tensor.zeros(1, 0, 3, 4), Tensor.zeros(1, 1, 3, 4), 1, new double[0]);
        assertEquals(7, none[0]);
        assertSameBits(Tensor.zeros(1, 2, 3, 4),
                (backend, gradX) -> backend.conv1x1InputGradient(Tensor.zeros(1, 0, 3, 4), new float[0], 1, gradX),
                () -> "no outputs");
    }

    @Test
    void wrongArguments() {
        Tensor x = Tensor.zeros(2, 4, 3, 5);
        Tensor grad = Tensor.zeros(2, 6, 3, 5);
        float[] weight = new float[24];
        double[] sums = new double[24];
        assertRefused(() -> backend.conv1x1InputGradient(null, weight, 1, x), "gradOut", "null");
        assertRefused(() -> backend.conv1x1InputGradient(grad, null, 1, x), "weight", "null");
        assertRefused(() -> backend.conv1x1InputGradient(grad, weight, 1, null), "gradX", "null");
        assertRefused(() -> backend.conv1x1InputGradient(grad, weight, 0, x), "phases", "0");
        assertRefused(() -> backend.conv1x1InputGradient(grad, weight, 4, x), "gradOut", "(2, 6, 3, 5)", "4");
        assertRefused(() -> backend.conv1x1InputGradient(grad, weight, 2, x), "24 values", "3 outputs of 2", "6");
        assertRefused(() -> backend.conv1x1InputGradient(grad, weight, 1, Tensor.zeros(1, 4, 3, 5)),
                "gradX", "(1, 4, 3, 5)", "(2, 4, 3, 5)");
        assertRefused(() -> backend.conv1x1InputGradient(grad, new float[36], 1, grad), "gradX", "gradOut", "array");
        Tensor alias = Tensor.of(weight, 1, 4, 6, 1);
        assertRefused(() -> backend.conv1x1InputGradient(Tensor.zeros(1, 6, 6, 1), weight, 1, alias), "weight");
        assertRefused(() -> backend.conv1x1WeightGradient(null, grad, 1, sums), "x", "null");
        assertRefused(() -> backend.conv1x1WeightGradient(x, null, 1, sums), "gradOut", "null");
        assertRefused(() -> backend.conv1x1WeightGradient(x, grad, 1, null), "sums", "null");
        assertRefused(() -> backend.conv1x1WeightGradient(x, grad, 2, sums), "sums", "24", "3 outputs of 2");
        assertRefused(() -> backend.conv1x1WeightGradient(x, Tensor.zeros(2, 6, 5, 3), 1, sums), "(2, 6, 5, 3)");
        assertRefused(() -> backend.conv1x1BiasGradient(grad, 1, sums), "sums", "24", "6");
        assertRefused(() -> backend.conv1x1BiasGradient(grad, -1, new double[6]), "phases", "-1");
    }
}
