package io.github.dysample.internal.vector;

/**
 * The weights of a 1×1 convolution in the order its loop reads them: for each tile of outputs, input after input, the
 * weights of the tile's outputs side by side. Outputs that fill no tile follow row by row.
 */
final class PackedWeights {
    /** CPUs whose vectors have 256 bits may have 16 registers only; those with 512 bits, and NEON, have 32. */
    static final boolean MANY_REGISTERS = Lanes.COUNT != 8;

    /** Outputs of a tile: as many as leave registers for the sums of some vectors of positions. */
    static final int TILE = MANY_REGISTERS ? 8 : 4;

    /** Positions of a tile. */
    static final int TILE_POSITIONS = Lanes.COUNT * (MANY_REGISTERS ? 3 : 2);

    final int outputs;
    final int inputs;
    final float[] weights;
    final float[] bias; // or null

    /**
     * @param weight shape (outputs, inputs)
     * @param bias shape (outputs), or null for none; kept
     */
    PackedWeights(float[] weight, float[] bias, int outputs, int inputs) {
        this.outputs = outputs;
        this.inputs = inputs;
        this.bias = bias;
        weights = new float[outputs * inputs];
        int tiled = outputs / TILE * TILE;
        for (int o = 0; o < outputs; o++) {
            for (int k = 0; k < inputs; k++) {
                int to = o < tiled ? (o / TILE * inputs + k) * TILE + o % TILE : o * inputs + k;
                weights[to] = weight[o * inputs + k];
            }
        }
    }

    /** {@return the weights from the outputs back to the inputs, without a bias} */
    static PackedWeights transposed(float[] weight, int outputs, int inputs) {
        float[] transposed = new float[weight.length];
        for (int o = 0; o < outputs; o++) {
            for (int k = 0; k < inputs; k++) {
                transposed[k * outputs + o] = weight[o * inputs + k];
            }
        }
        return new PackedWeights(transposed, null, inputs, outputs);
    }

    /** {@return the sum of one output at one position, as the scalar kernel forms it} */
    float dot(int output, float[] x, int column, int stride) {
        boolean tiled = output < outputs / TILE * TILE;
        int from = tiled ? output / TILE * TILE * inputs + output % TILE : output * inputs;
        int step = tiled ? TILE : 1;
        float sum = bias == null ? 0f : bias[output];
        for (int k = 0; k < inputs; k++) {
            sum = Math.fma(weights[from + k * step], x[column + k * stride], sum);
        }
        return sum;
    }
}
