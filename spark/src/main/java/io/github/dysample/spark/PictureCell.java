package io.github.dysample.spark;

import io.github.dysample.Tensor;
import io.github.dysample.io.internal.picture.Alpha;
import io.github.dysample.io.internal.picture.Samples;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;

/**
 * A picture. In the layer values are 0 to 1, channels red, green, blue, and colours are weighted by alpha.
 *
 * @param origin where it comes from, or null
 * @param mode what its channels are
 * @param data the samples, pixel by pixel
 */
record PictureCell(Object origin, PictureMode mode, int h, int w, byte[] data) implements Cell {
    private static final int FULL = 255;
    /** Of each sample. */
    private static final float[] VALUES = new float[FULL + 1];

    static {
        for (int sample = 0; sample <= FULL; sample++) {
            VALUES[sample] = Samples.value(sample, FULL);
        }
    }

    @Override
    public int n() {
        return 1;
    }

    @Override
    public int c() {
        return mode.channels();
    }

    @Override
    public void copyTo(Tensor x, int item) {
        int channels = c();
        int pixels = h * w;
        float[] values = x.data();
        for (int channel = 0; channel < channels; channel++) {
            int start = (item * channels + channel) * pixels;
            int place = mode.place(channel);
            for (int i = 0; i < pixels; i++) {
                values[start + i] = VALUES[Byte.toUnsignedInt(data[place])];
                place += channels;
            }
        }
        if (Alpha.isIn(channels)) {
            Alpha.weigh(x, item);
        }
    }

    @Override
    public Object result(Tensor y, int item) {
        if (Alpha.isIn(c()) && Alpha.isIn(y.c())) {
            Alpha.straighten(y, item);
        }
        PictureMode larger = PictureMode.ofChannels(y.c());
        return new GenericInternalRow(
                new Object[] {origin, y.h(), y.w(), y.c(), larger.number(), bytes(y, item, larger)});
    }

    private static byte[] bytes(Tensor y, int item, PictureMode mode) {
        float[] values = y.data();
        int channels = y.c();
        int pixels = y.h() * y.w();
        byte[] data = new byte[channels * pixels];
        for (int channel = 0; channel < channels; channel++) {
            int start = (item * channels + channel) * pixels;
            int place = mode.place(channel);
            for (int i = 0; i < pixels; i++) {
                data[place] = (byte) Samples.of(values[start + i], FULL);
                place += channels;
            }
        }
        return data;
    }
}
