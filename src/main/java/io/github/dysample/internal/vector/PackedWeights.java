package io.github.dysample.internal.vector;

/**
 * The weights of a 1×1 convolution in the order its loop reads them: for each tile of outputs, input after input, the
 * weights of the tile's outputs side by side. Outputs that fill no tile follow row by row.
 */
final class PackedWeights {
    final int outputs;
    final int inputs;
    final float[] weights;
    final float[] bias; // or null

    /**
     * Packs.
     *
     * @param weight shape (outputs, inputs)
     * @param bias shape (outputs), or null for none; kept
     */
    PackedWeights(float[] weight, float[] bias, int outputs, int inputs) {
        this.outputs = outputs;
        this.inputs = inputs;
        this.bias = bias;
        weights = new float[outputs * inputs];
        int tile = Tiling.OUTPUTS;
        int tiled = outputs / tile * tile;
        for (int o = 0; o < outputs; o++) {
            for (int k = 0; k < inputs; k++) {
                int to = o < tiled ? (o / tile * inputs + k) * tile + o % tile : o * inputs + k;
                weights[to] = weight[o * inputs + k];
            }
        }
    }

    /** {@return the sum of one output at one position, as the scalar kernel forms it} */
    float dot(int output, float[] x, int column, int stride) {
        int tile = Tiling.OUTPUTS;
        boolean tiled = output < outputs / tile * tile;
        int from = tiled ? output / tile * tile * inputs + output % tile : output * inputs;
        int step = tiled ? tile : 1;
        float sum = bias == null ? 0f : bias[output];
        for (int k = 0; k < inputs; k++) {
            sum = Math.fma(weights[from + k * step], x[column + k * stride], sum);
        }
        return sum;
    }
}
