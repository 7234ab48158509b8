package io.github.dysample.verify.internal.golden;

import io.github.dysample.io.FileFormatException;
import io.github.dysample.io.NdArray;
import io.github.dysample.io.Npy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** The arrays of a case in its folder. */
public final class StageFiles {
    private StageFiles() {}

    /** {@return an array, which has the shape that the case says} */
    public static NdArray read(Path file, int[] shape) throws IOException {
        NdArray array = Npy.read(file);
        if (!Arrays.equals(array.shape(), Arrays.stream(shape).asLongStream().toArray())) {
            throw new FileFormatException(file.toString(), FileFormatException.NO_POSITION,
                    "has shape " + array.shapeString() + ", the case says " + Arrays.toString(shape));
        }
        return array;
    }
}
