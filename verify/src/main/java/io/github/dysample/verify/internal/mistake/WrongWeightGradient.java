package io.github.dysample.verify.internal.mistake;

import io.github.dysample.Style;
import io.github.dysample.Tensor;
import io.github.dysample.verify.DoubleTensor;
import io.github.dysample.verify.Mistake;

/** The gradients of a branch's weight and bias: sums over all items and positions. */
record WrongWeightGradient(MistakenConfig config, Tensor x) {

    /** Adds those of one branch; the biases may be null. */
    void add(DoubleTensor grad, double[] weights, double[] biases) {
        int positions = config.layer().style() == Style.PL ? config.scale() * config.scale() : 1;
        double share = share(positions);
        int first = config.has(Mistake.WEIGHT_GRADIENT_OF_LAST_ITEM) ? grad.n() - 1 : 0;
        for (int n = first; n < grad.n(); n++) {
            for (int k = 0; k < grad.c(); k++) {
                for (int h = 0; h < grad.h(); h++) {
                    for (int w = 0; w < grad.w(); w++) {
                        double value = share * grad.get(n, k, h, w);
                        addWeights(value, n, k / positions, k % positions, positions, h, w, weights);
                        boolean counts = k % positions == 0 || !config.has(Mistake.BIAS_GRADIENT_OF_ONE_SUBPOSITION);
                        if (biases != null && counts) {
                            biases[k / positions] += value;
                        }
                    }
                }
            }
        }
    }

    private void addWeights(
            double grad, int n, int row, int position, int positions, int h, int w, double[] weights) {
        int inputs = config.layer().convInputs();
        for (int c = 0; c < inputs; c++) {
            int at = config.has(Mistake.TRANSPOSED_WEIGHT_GRADIENT)
                    ? c * config.layer().convOutputs() + row
                    : row * inputs + c;
            weights[at] += grad * x.get(n, c * positions + position, h, w);
        }
    }

    private double share(int positions) {
        double items = config.has(Mistake.WEIGHT_GRADIENT_MEAN_OF_BATCH) ? x.n() : 1;
        double places = config.has(Mistake.WEIGHT_GRADIENT_MEAN_OF_POSITIONS)
                ? (double) x.h() * x.w() * positions
                : 1;
        return 1 / (items * places);
    }
}
