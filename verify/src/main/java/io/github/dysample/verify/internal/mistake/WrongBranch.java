package io.github.dysample.verify.internal.mistake;

import static io.github.dysample.verify.Mistake.DCR_EVERYWHERE;
import static io.github.dysample.verify.Mistake.DCR_INPUT_SHUFFLE;
import static io.github.dysample.verify.Mistake.TRANSPOSED_WEIGHT;

import io.github.dysample.Style;
import io.github.dysample.Tensor;
import io.github.dysample.verify.DoubleTensor;

/** A convolution of the input, in style pl at every position of the shuffled input. */
final class WrongBranch {
    private final MistakenConfig config;
    private final int positions;

    WrongBranch(MistakenConfig config) {
        this.config = config;
        positions = config.layer().style() == Style.PL ? config.scale() * config.scale() : 1;
    }

    /** {@return the branch's values}; the bias may be null */
    DoubleTensor apply(Tensor x, float[] weight, float[] bias) {
        DoubleTensor result = DoubleTensor.zeros(x.n(), config.layer().offsetChannels(), x.h(), x.w());
        int rows = config.layer().convOutputs();
        for (int n = 0; n < x.n(); n++) {
            for (int row = 0; row < rows; row++) {
                for (int position = 0; position < positions; position++) {
                    int k = config.has(DCR_EVERYWHERE) ? position * rows + row : row * positions + position;
                    for (int h = 0; h < x.h(); h++) {
                        for (int w = 0; w < x.w(); w++) {
                            double start = bias == null ? 0 : bias[row];
                            result.set(n, k, h, w, start + dot(x, n, h, w, weight, row, position));
                        }
                    }
                }
            }
        }
        return result;
    }

    private double dot(Tensor x, int n, int h, int w, float[] weight, int row, int position) {
        int inputs = config.layer().convInputs();
        boolean dcr = config.has(DCR_INPUT_SHUFFLE) || config.has(DCR_EVERYWHERE);
        double sum = 0;
        for (int c = 0; c < inputs; c++) {
            int channel = dcr ? position * inputs + c : c * positions + position;
            int at = config.has(TRANSPOSED_WEIGHT) ? c * config.layer().convOutputs() + row : row * inputs + c;
            sum += (double) weight[at] * x.get(n, channel, h, w);
        }
        return sum;
    }
}
