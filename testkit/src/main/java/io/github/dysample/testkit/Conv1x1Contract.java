package io.github.dysample.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.dysample.Backend;
import io.github.dysample.Tensor;
import io.github.dysample.spi.PreparedConv1x1;
import io.github.dysample.testkit.internal.Inputs;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

abstract class Conv1x1Contract extends KernelContract {

    Conv1x1Contract(Backend backend) {
        super(backend);
    }

    @ParameterizedTest
    @MethodSource("widths")
    void hasTheBitsOfTheDefinition(int width) {
        SplittableRandom random = new SplittableRandom(width);
        for (int inputs : new int[] {1, 3, 16}) {
            for (int outputs : new int[] {1, 3, 4, 5, 8}) {
                for (int height : new int[] {1, 2}) {
                    check(random, 1 + random.nextInt(3), inputs, outputs, height, width);
                }
            }
        }
    }

    private void check(SplittableRandom random, int batch, int inputs, int outputs, int height, int width) {
        boolean awkward = random.nextBoolean();
        Tensor x = Inputs.values(random, awkward, batch, inputs, height, width);
        float[] weight = awkward && random.nextBoolean()
                ? Inputs.awkward(random, 1, outputs, 1, inputs).data()
                : Inputs.array(random, outputs * inputs, 1);
        float[] bias = random.nextBoolean() ? Inputs.array(random, outputs, 1) : null;
        assertSameBits(
                Tensor.zeros(batch, outputs, height, width),
                (backend, out) -> backend.conv1x1(x, weight, bias, out),
                () -> "conv1x1 " + x.shapeString() + " to " + outputs + (bias == null ? "" : " with bias"));
        assertSameBits(
                Tensor.zeros(batch, outputs, height, width),
                (backend, out) -> backend.conv1x1(x, backend.prepareConv1x1(weight, bias, outputs, inputs), out),
                () -> "prepared, " + x.shapeString() + " to " + outputs);
    }

    @Test
    void preparedWeightsAreCopied() {
        float[] weight = {1, 2};
        float[] bias = {3};
        PreparedConv1x1 prepared = backend.prepareConv1x1(weight, bias, 1, 2);
        weight[0] = bias[0] = Float.NaN;
        Tensor out = Tensor.zeros(1, 1, 1, 1);
        backend.conv1x1(Inputs.filled(1, 1, 2, 1, 1), prepared, out);
        assertEquals(6, out.data()[0]);
        assertRefused(() -> backend.prepareConv1x1(new float[5], null, 2, 3), "weight", "5", "6");
        Tensor three = Tensor.zeros(1, 3, 1, 1);
        assertRefused(() -> backend.conv1x1(three, prepared, out), "x", "(1, 3, 1, 1)", "2 channels");
        assertRefused(() -> backend.conv1x1(Tensor.zeros(1, 2, 1, 1), prepared, Tensor.zeros(1, 2, 1, 1)), "out");
    }

    @Test
    void emptyTensors() {
        backend.conv1x1(Tensor.zeros(0, 2, 3, 4), new float[6], null, Tensor.zeros(0, 3, 3, 4));
        backend.conv1x1(Tensor.zeros(1, 2, 0, 4), new float[6], null, Tensor.zeros(1, 3, 0, 4));
        backend.conv1x1(Tensor.zeros(1, 2, 3, 4), new float[0], new float[0], Tensor.zeros(1, 0, 3, 4));
        Tensor endless = Tensor.zeros(1, 0, 1, Integer.MAX_VALUE);
        backend.conv1x1(endless, new float[0], null, Tensor.zeros(1, 0, 1, Integer.MAX_VALUE));
    }

    @Test
    void withoutInputChannelsTheBiasIsLeft() {
        assertSameBits(
                Tensor.zeros(1, 2, 3, 5),
                (backend, out) -> backend.conv1x1(Tensor.zeros(1, 0, 3, 5), new float[0], new float[] {1, 2}, out),
                () -> "no input channels");
    }

    @Test
    void wrongArguments() {
        Tensor x = Tensor.zeros(2, 3, 4, 5);
        Tensor out = Tensor.zeros(2, 2, 4, 5);
        float[] weight = new float[6];
        assertRefused(() -> backend.conv1x1(null, weight, null, out), "x", "null");
        assertRefused(() -> backend.conv1x1(x, null, null, out), "weight", "null");
        assertRefused(() -> backend.conv1x1(x, weight, null, null), "out", "null");
        assertRefused(() -> backend.conv1x1(x, new float[5], null, out), "weight", "5", "2", "3", "6");
        assertRefused(() -> backend.conv1x1(x, weight, new float[3], out), "bias", "3", "2");
        assertRefused(() -> backend.conv1x1(x, weight, null, Tensor.zeros(1, 2, 4, 5)), "out", "(2, 2, 4, 5)", "(1, ");
        assertRefused(() -> backend.conv1x1(x, weight, null, Tensor.zeros(2, 2, 5, 4)), "out", "(2, 2, 5, 4)");
        assertRefused(() -> backend.conv1x1(x, new float[9], null, x), "out", "x", "array");
        Tensor alias = Tensor.of(x.data(), 2, 3, 4, 5);
        assertRefused(() -> backend.conv1x1(x, new float[9], null, alias), "out", "x", "array");
        Tensor two = Tensor.zeros(1, 2, 1, 2);
        float[] four = new float[4];
        assertRefused(() -> backend.conv1x1(two, four, null, Tensor.of(four, 1, 2, 1, 2)), "out", "weight", "array");
        Tensor pixel = Tensor.zeros(1, 2, 1, 1);
        float[] bias = new float[2];
        assertRefused(() -> backend.conv1x1(pixel, four, bias, Tensor.of(bias, 1, 2, 1, 1)), "out", "bias", "array");
    }

    @Test
    void aProductOfChannelsThatWrapsToNothing() {
        Tensor x = Tensor.zeros(0, 1 << 16, 1, 1);
        Tensor out = Tensor.zeros(0, 1 << 16, 1, 1);
        assertRefused(() -> backend.conv1x1(x, new float[0], null, out), "weight", "4294967296");
    }
}
