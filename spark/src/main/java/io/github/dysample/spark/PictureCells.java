package io.github.dysample.spark;

import io.github.dysample.DySample;
import io.github.dysample.DySampleConfig;
import io.github.dysample.Tensor;
import io.github.dysample.io.internal.picture.Alpha;
import io.github.dysample.io.internal.picture.Samples;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;

/**
 * Pictures in Spark's image struct, to the bits of the command's: values are 0 to 1, channels red, green, blue, and
 * colours are weighted by alpha in the layer. The tensors of a row serve the next one if that has the same shape.
 */
final class PictureCells implements Cells {
    private static final int ORIGIN = 0;
    private static final int HEIGHT = 1;
    private static final int WIDTH = 2;
    private static final int CHANNELS = 3;
    private static final int MODE = 4;
    private static final int DATA = 5;
    private static final int FIELDS = 6;
    private static final String[] NAMES = {"origin", "height", "width", "nChannels", "mode", "data"};

    private static final int FULL = 255;
    /** Of each sample. */
    private static final float[] VALUES = new float[FULL + 1];

    static {
        for (int sample = 0; sample <= FULL; sample++) {
            VALUES[sample] = Samples.value(sample, FULL);
        }
    }

    private Tensor x;
    private Tensor y;

    @Override
    public InternalRow upsample(InternalRow row, DySample layer) throws BadRowException {
        InternalRow picture = row.getStruct(0, FIELDS);
        read(picture, layer.config());
        Alpha.through(x, weighted -> {
            layer.forward(weighted, y);
            return y;
        });
        PictureMode mode = PictureMode.ofChannels(y.c());
        Object origin = picture.isNullAt(ORIGIN) ? null : picture.getUTF8String(ORIGIN);
        return new GenericInternalRow(
                new Object[] {origin, y.h(), y.w(), y.c(), mode.number(), bytes(y, mode)});
    }

    /** Makes x of a picture, and a y that fits. */
    private void read(InternalRow picture, DySampleConfig config) throws BadRowException {
        for (int field = HEIGHT; field < FIELDS; field++) {
            if (picture.isNullAt(field)) {
                throw new BadRowException("the picture's " + NAMES[field] + " is null");
            }
        }
        PictureMode mode = PictureMode.ofNumber(picture.getInt(MODE));
        int height = picture.getInt(HEIGHT);
        int width = picture.getInt(WIDTH);
        int channels = picture.getInt(CHANNELS);
        byte[] data = picture.getBinary(DATA);
        if (channels != mode.channels() || height < 1 || width < 1
                || (long) height * width > Tensor.MAX_ELEMENTS || (long) height * width * channels != data.length) {
            throw new BadRowException("the picture says " + height + " × " + width + " pixels of " + channels
                    + " channels, mode " + mode.number() + " has " + mode.channels() + ", and its data have "
                    + data.length + " bytes");
        }
        if (x == null || !x.hasShape(1, channels, height, width)) {
            x = null; // before there are others: a picture may take half of the memory
            y = null;
            Tensor next = Tensor.zeros(1, channels, height, width);
            y = LayerInput.newOutput(next, config);
            x = next;
        }
        int pixels = height * width;
        float[] values = x.data();
        for (int channel = 0; channel < channels; channel++) {
            int start = channel * pixels;
            int place = mode.place(channel);
            for (int i = 0; i < pixels; i++) {
                values[start + i] = VALUES[Byte.toUnsignedInt(data[place])];
                place += channels;
            }
        }
    }

    private static byte[] bytes(Tensor y, PictureMode mode) {
        float[] values = y.data();
        byte[] data = new byte[values.length];
        int channels = y.c();
        int pixels = y.h() * y.w();
        for (int channel = 0; channel < channels; channel++) {
            int start = channel * pixels;
            int place = mode.place(channel);
            for (int i = 0; i < pixels; i++) {
                data[place] = (byte) Samples.of(values[start + i], FULL);
                place += channels;
            }
        }
        return data;
    }
}
