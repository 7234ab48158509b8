package io.github.dysample.spark;

import io.github.dysample.DySampleConfig;
import io.github.dysample.Tensor;
import org.apache.spark.sql.catalyst.InternalRow;

/** Pictures in Spark's image struct, to the bits of the command's. */
final class PictureCells implements Cells {
    private static final int ORIGIN = 0;
    private static final int HEIGHT = 1;
    private static final int WIDTH = 2;
    private static final int CHANNELS = 3;
    private static final int MODE = 4;
    private static final int DATA = 5;
    private static final int FIELDS = 6;
    private static final String[] NAMES = {"origin", "height", "width", "nChannels", "mode", "data"};

    @Override
    public Cell read(InternalRow row, int column, DySampleConfig config) throws BadRowException {
        InternalRow picture = row.getStruct(column, FIELDS);
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
        LayerInput.check(config, 1, channels, height, width);
        Object origin = picture.isNullAt(ORIGIN) ? null : picture.getUTF8String(ORIGIN);
        return new PictureCell(origin, mode, height, width, data);
    }
}
