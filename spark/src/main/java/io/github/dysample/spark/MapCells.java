package io.github.dysample.spark;

import io.github.dysample.DySampleConfig;
import io.github.dysample.Tensor;
import java.util.Arrays;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.unsafe.Platform;

/** Maps of shape (C, H, W) or (N, C, H, W). Their results are written over each other. */
final class MapCells implements Cells {
    private static final int FIELDS = 2;
    private static final int SHAPE = 0;
    private static final int DATA = 1;

    private static final int MAP_RANK = 3;
    private static final int BATCH_RANK = 4;
    private static final int ELEMENTS_TO_A_WORD = 64;

    private final MapRow result = new MapRow();

    @Override
    public Cell read(InternalRow row, int column, DySampleConfig config) throws BadRowException {
        InternalRow map = row.getStruct(column, FIELDS);
        if (map.isNullAt(SHAPE) || map.isNullAt(DATA)) {
            throw new BadRowException((map.isNullAt(SHAPE) ? "the shape" : "the data") + " of the map is null");
        }
        int[] shape = shape(map.getArray(SHAPE));
        ArrayData data = map.getArray(DATA);
        int[] nchw = {1, 1, 1, 1};
        System.arraycopy(shape, 0, nchw, BATCH_RANK - shape.length, shape.length);
        int elements;
        try {
            elements = Tensor.elements(nchw[0], nchw[1], nchw[2], nchw[3]);
        } catch (IllegalArgumentException impossible) {
            throw new BadRowException(impossible.getMessage(), impossible);
        }
        if (data.numElements() != elements) {
            throw new BadRowException("the data have " + data.numElements() + " elements, and the shape "
                    + Arrays.toString(shape) + " needs " + elements);
        }
        requireNoNull("data", data);
        LayerInput.check(config, nchw[0], nchw[1], nchw[2], nchw[3]);
        return new MapCell(shape.length == MAP_RANK, nchw[0], nchw[1], nchw[2], nchw[3], data, result);
    }

    private static int[] shape(ArrayData stored) throws BadRowException {
        int rank = stored.numElements();
        if (rank != MAP_RANK && rank != BATCH_RANK) {
            throw new BadRowException("the shape has " + rank + " dimensions, and a map has 3 (C, H, W) or 4"
                    + " (N, C, H, W)");
        }
        requireNoNull("shape", stored);
        return stored.toIntArray();
    }

    private static void requireNoNull(String name, ArrayData array) throws BadRowException {
        int length = array.numElements();
        for (int first = 0; first < length; first += ELEMENTS_TO_A_WORD) {
            if (array instanceof UnsafeArrayData block && noNullInWord(block, first)) {
                continue;
            }
            for (int i = first; i < Math.min(length, first + ELEMENTS_TO_A_WORD); i++) {
                if (array.isNullAt(i)) {
                    throw new BadRowException("element " + i + " of the " + name + " is null");
                }
            }
        }
    }

    /** Whether none of 64 elements is null: their bits stand in one word behind the number of elements. */
    private static boolean noNullInWord(UnsafeArrayData block, int first) {
        return Platform.getLong(block.getBaseObject(), block.getBaseOffset() + Long.BYTES + first / Byte.SIZE) == 0;
    }
}
