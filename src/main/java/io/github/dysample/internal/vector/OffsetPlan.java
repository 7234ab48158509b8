package io.github.dysample.internal.vector;

/** Plans outputs of a band from the offsets of one group. Grows to the widest row it has seen. */
final class OffsetPlan {
    /** From this scale on two blocks side by side mostly sample within one vector of columns. */
    private static final int NARROW = 3;

    final SamplePlan plan = new SamplePlan();
    private Interleaver interleaver = new Interleaver(1);
    private float[] offsets = {}; // [scale * columns], one output row
    private int[] ownColumn = {}; // [scale * columns], the column of the pixel each output belongs to
    private int[] zero = {}; // [scale * columns]

    /**
     * @param offsets holds offset channel k of the band's first pixel at {@code from + k * stride}
     * @param firstRow the band's first input row
     * @param outputRow the first output row to plan
     * @param outputRows how many
     * @param firstColumn the band's first input column
     * @param columns input columns of the band
     * @param height rows of the whole map
     * @param width columns of the whole map
     */
    void run(
            float[] offsets, int from, int stride, int scale, int group, int groups, int firstRow, int outputRow,
            int outputRows, int firstColumn, int columns, int height, int width) {
        prepare(scale, columns);
        plan.resize(outputRows, scale * columns, height, width);
        int yChannels = groups * scale * scale;
        for (int row = 0; row < outputRows; row++) {
            int inputRow = (outputRow + row) / scale;
            int channel = (group * scale + (outputRow + row) % scale) * scale;
            int at = from + channel * stride + (inputRow - firstRow) * columns;
            int output = row * plan.columns;
            interleaver.interleave(offsets, at, stride, columns, this.offsets, 0);
            Taps.split(this.offsets, plan.columns, ownColumn, firstColumn, width, plan.x0, plan.fx, output);
            interleaver.interleave(offsets, at + yChannels * stride, stride, columns, this.offsets, 0);
            Taps.split(this.offsets, plan.columns, zero, inputRow, height, plan.y0, plan.fy, output);
        }
        Blocks.cut(plan, scale >= NARROW);
    }

    private void prepare(int scale, int columns) {
        if (interleaver.factor != scale) {
            interleaver = new Interleaver(scale);
            offsets = new float[0];
        }
        if (offsets.length < scale * columns) {
            offsets = new float[scale * columns];
            zero = new int[scale * columns];
            ownColumn = new int[scale * columns];
            for (int i = 0; i < ownColumn.length; i++) {
                ownColumn[i] = i / scale;
            }
        }
    }
}
