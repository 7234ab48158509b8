package io.github.dysample.spark;

import io.github.dysample.DySample;
import io.github.dysample.Tensor;
import io.github.dysample.io.internal.picture.Alpha;
import io.github.dysample.io.internal.picture.Samples;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;

/**
 * Pictures in Spark's image struct, to the bits of the command's: values are 0 to 1, channels red, green, blue, and
 * colours are weighted by alpha in the layer.
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

    @Override
    public InternalRow upsample(InternalRow row, DySample layer) throws BadRowException {
        InternalRow picture = row.getStruct(0, FIELDS);
        Tensor y = through(tensor(picture), layer);
        PictureMode mode = PictureMode.ofChannels(y.c());
        Object origin = picture.isNullAt(ORIGIN) ? null : picture.getUTF8String(ORIGIN);
        return new GenericInternalRow(
                new Object[] {origin, y.h(), y.w(), y.c(), mode.number(), bytes(y, mode)});
    }

    private static Tensor through(Tensor x, DySample layer) throws BadRowException {
        Tensor y = LayerInput.newOutput(x, layer.config());
        return Alpha.through(x, weighted -> {
            layer.forward(weighted, y);
            return y;
        });
    }

    private static Tensor tensor(InternalRow picture) throws BadRowException {
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
        Tensor tensor = Tensor.zeros(1, channels, height, width);
        int pixels = height * width;
        for (int channel = 0; channel < channels; channel++) {
            int place = mode.place(channel);
            for (int i = 0; i < pixels; i++) {
                tensor.data()[channel * pixels + i] = VALUES[Byte.toUnsignedInt(data[i * channels + place])];
            }
        }
        return tensor;
    }

    private static byte[] bytes(Tensor y, PictureMode mode) {
        byte[] data = new byte[y.data().length];
        int pixels = y.h() * y.w();
        for (int channel = 0; channel < y.c(); channel++) {
            int place = mode.place(channel);
            for (int i = 0; i < pixels; i++) {
                data[i * y.c() + place] = (byte) Samples.of(y.data()[channel * pixels + i], FULL);
            }
        }
        return data;
    }
}
