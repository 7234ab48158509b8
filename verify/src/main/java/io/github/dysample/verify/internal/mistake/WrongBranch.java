package io.github.dysample.verify.internal.mistake;

import io.github.dysample.Style;
import io.github.dysample.Tensor;
import io.github.dysample.verify.DoubleTensor;
import io.github.dysample.verify.Mistake;

/** A convolution of the input, in style pl at every position of the shuffled input. */
record WrongBranch(MistakenConfig config) {

    /** {@return the branch's values}; the bias may be null */
    DoubleTensor apply(Tensor x, float[] weight, float[] bias) {
        int positions = config.layer().style() == Style.PL ? config.scale() * config.scale() : 1;
        int rows = config.layer().convOutputs();
        boolean dcr = config.has(Mistake.DCR_UNSHUFFLE) || config.has(Mistake.DCR_EVERYWHERE);
        return DoubleTensor.of(x.n(), config.layer().offsetChannels(), x.h(), x.w(), (n, k, h, w) -> {
            int row = dcr ? k % rows : k / positions;
            int position = dcr ? k / rows : k % positions;
            double start = bias == null ? 0 : bias[row];
            return start + dot(x, n, h, w, weight, row, position, positions);
        });
    }

    private double dot(Tensor x, int n, int h, int w, float[] weight, int row, int position, int positions) {
        int inputs = config.layer().convInputs();
        boolean dcr = config.has(Mistake.DCR_INPUT_SHUFFLE) || config.has(Mistake.DCR_EVERYWHERE);
        double sum = 0;
        for (int c = 0; c < inputs; c++) {
            int channel = dcr ? position * inputs + c : c * positions + position;
            int at = config.has(Mistake.TRANSPOSED_WEIGHT)
                    ? c * config.layer().convOutputs() + row
                    : row * inputs + c;
            sum += (double) weight[at] * x.get(n, channel, h, w);
        }
        return sum;
    }
}
