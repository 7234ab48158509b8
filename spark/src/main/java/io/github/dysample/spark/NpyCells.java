package io.github.dysample.spark;

import io.github.dysample.DySample;
import io.github.dysample.Tensor;
import io.github.dysample.io.FileFormatException;
import io.github.dysample.io.NdArray;
import io.github.dysample.io.Npy;
import java.io.IOException;
import org.apache.spark.sql.catalyst.InternalRow;

/** The contents of {@code .npy} files: (C, H, W) or (N, C, H, W), of any element type; float32 comes out. */
final class NpyCells implements Cells {
    private static final int MAP_RANK = 3;
    private static final int BATCH_RANK = 4;

    @Override
    public byte[] upsample(InternalRow row, DySample layer) throws BadRowException {
        NdArray array = read(row.getBinary(0));
        if (array.rank() != MAP_RANK && array.rank() != BATCH_RANK) {
            throw new BadRowException("the array has shape " + array.shapeString()
                    + ", and a map has (C, H, W) or (N, C, H, W)");
        }
        Tensor x = tensor(array);
        Tensor y = LayerInput.newOutput(x, layer.config());
        layer.forward(x, y);
        NdArray result = array.rank() == MAP_RANK ? NdArray.of(y.data(), y.c(), y.h(), y.w()) : NdArray.of(y);
        try {
            return Npy.toBytes(result);
        } catch (IllegalArgumentException tooLong) {
            throw new BadRowException(tooLong.getMessage(), tooLong);
        }
    }

    private static NdArray read(byte[] content) throws BadRowException {
        try {
            return Npy.read("the cell", content);
        } catch (FileFormatException wrong) {
            String place = wrong.position() == FileFormatException.NO_POSITION ? "" : " at byte " + wrong.position();
            throw new BadRowException("not a .npy file: " + wrong.reason() + place, wrong);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible); // nothing is read but memory
        }
    }

    private static Tensor tensor(NdArray array) throws BadRowException {
        try {
            return array.toTensor();
        } catch (IllegalArgumentException unfit) {
            throw new BadRowException(unfit.getMessage(), unfit);
        }
    }
}
