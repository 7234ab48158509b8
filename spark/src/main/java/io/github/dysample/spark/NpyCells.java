package io.github.dysample.spark;

import io.github.dysample.DySampleConfig;
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
    public Cell read(InternalRow row, int column, DySampleConfig config) throws BadRowException {
        NdArray array = read(row.getBinary(column));
        if (array.rank() != MAP_RANK && array.rank() != BATCH_RANK) {
            throw new BadRowException("the array has shape " + array.shapeString()
                    + ", and a map has (C, H, W) or (N, C, H, W)");
        }
        Tensor map = tensor(array);
        LayerInput.check(config, map.n(), map.c(), map.h(), map.w());
        return new NpyCell(array.rank() == MAP_RANK, map);
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
