package io.github.dysample.verify;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Style;
import io.github.dysample.Tensor;
import io.github.dysample.io.Npz;
import io.github.dysample.io.StateDict;
import io.github.dysample.train.Adam;
import io.github.dysample.train.Loss;
import io.github.dysample.train.Optimizer;
import io.github.dysample.train.Parameter;
import io.github.dysample.train.TrainableDySample;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Twenty steps of Adam, begun from the same seed and on the same data, go where PyTorch's go. */
class TorchTrainingTest {
    private static final long SEED = 3;
    private static final double RATE = 0.05;
    private static final List<Integer> RECORDED = List.of(1, 2, 5, 10, 20);

    /**
     * Adam divides by the root of the squares, so a gradient near 0 hands its relative error on to a whole step of its
     * value. PyTorch's own float32 error, the largest of all values so far, is the measure; the floor is for the first
     * steps, where it may be 0 by chance.
     */
    private static final double FLOOR = 1e-6;

    @Test
    void aLayerLearnsWhatPyTorchsLearns() throws IOException {
        StateDict records = Npz.read(TestData.FOLDER.resolve("train/layer.npz"));
        Tensor x = records.get("x").toTensor();
        Tensor target = records.get("target").toTensor();
        DySampleConfig config = new DySampleConfig(4, 2, 1, Style.LP, true);
        TrainableDySample layer = new TrainableDySample(DySampleWeights.initial(config, SEED));
        Optimizer optimizer = new Adam(layer.parameters());
        double[] losses64 = records.get("loss/64").toDoubles();
        double[] losses32 = records.get("loss/32").toDoubles();
        double lossAllowed = FLOOR;
        double allowed = FLOOR;
        for (int step = 1; step <= losses64.length; step++) {
            Tensor y = layer.forward(x);
            double loss = Loss.mse().of(y, target, y);
            lossAllowed = Math.max(lossAllowed, Math.abs(losses32[step - 1] - losses64[step - 1]));
            double lossError = Math.abs(loss - losses64[step - 1]);
            assertTrue(lossError <= lossAllowed, "step " + step + ": loss " + loss + ", off by " + lossError);
            optimizer.zeroGradients();
            layer.backward(x, y);
            optimizer.step(RATE);
            int row = RECORDED.indexOf(step);
            if (row >= 0) {
                allowed = Math.max(allowed, error32(layer, records, row));
                double error = error(layer, records, row);
                assertTrue(error <= allowed, "after step " + step + ": off by " + error + ", PyTorch by " + allowed);
            }
        }
        assertTrue(losses64[losses64.length - 1] < 0.9 * losses64[0], "it learns");
    }

    private static double error(TrainableDySample layer, StateDict records, int row) {
        double largest = 0;
        for (Parameter parameter : layer.parameters()) {
            double[] exact = records.get(parameter.name() + "/64").toDoubles();
            for (int i = 0; i < parameter.value().length; i++) {
                double error = Math.abs(parameter.value()[i] - exact[row * parameter.value().length + i]);
                largest = Math.max(largest, error); // NaN passes on
            }
        }
        return largest;
    }

    private static double error32(TrainableDySample layer, StateDict records, int row) {
        double largest = 0;
        for (Parameter parameter : layer.parameters()) {
            double[] exact = records.get(parameter.name() + "/64").toDoubles();
            double[] torch = records.get(parameter.name() + "/32").toDoubles();
            for (int i = row * parameter.value().length; i < (row + 1) * parameter.value().length; i++) {
                largest = Math.max(largest, Math.abs(torch[i] - exact[i]));
            }
        }
        return largest;
    }
}
