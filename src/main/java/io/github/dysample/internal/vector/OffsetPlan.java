package io.github.dysample.internal.vector;

/** Plans the outputs of a band of rows from the offsets of one group. Grows to the widest row it has seen. */
final class OffsetPlan {
    final SamplePlan plan = new SamplePlan();
    private Interleaver interleaver = new Interleaver(1);
    private float[] offsets = {}; // [scale * width], one output row
    private int[] ownColumn = {}; // [scale * width], the column of the pixel each output belongs to
    private int[] zero = {}; // [scale * width]

    /**
     * @param offsets holds offset channel k of the band's first pixel at {@code from + k * stride}
     * @param firstRow the band's first input row
     * @param rows input rows of the band
     * @param height rows of the whole map
     */
    void run(
            float[] offsets, int from, int stride, int scale, int group, int groups,
            int firstRow, int rows, int height, int width) {
        prepare(scale, width);
        plan.resize(rows * scale, scale * width, height, width);
        int yChannels = groups * scale * scale;
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < scale; i++) {
                int channel = (group * scale + i) * scale;
                int at = from + channel * stride + row * width;
                int output = (row * scale + i) * plan.columns;
                interleaver.interleave(offsets, at, stride, width, this.offsets, 0);
                Taps.split(this.offsets, plan.columns, ownColumn, 0, width, plan.x0, plan.fx, output);
                interleaver.interleave(offsets, at + yChannels * stride, stride, width, this.offsets, 0);
                Taps.split(this.offsets, plan.columns, zero, firstRow + row, height, plan.y0, plan.fy, output);
            }
        }
        Blocks.cut(plan);
    }

    private void prepare(int scale, int width) {
        if (interleaver.factor != scale) {
            interleaver = new Interleaver(scale);
            offsets = new float[0];
        }
        if (offsets.length < scale * width) {
            offsets = new float[scale * width];
            zero = new int[scale * width];
            ownColumn = new int[scale * width];
            for (int i = 0; i < ownColumn.length; i++) {
                ownColumn[i] = i / scale;
            }
        }
    }
}
