package io.github.dysample.cli;

import io.github.dysample.Tensor;

/**
 * How a camera was held, as EXIF tells it: its rows and columns have to be turned or mirrored to be seen upright.
 *
 * @param transposed whether columns of the file become rows
 * @param upsideDown whether the file's rows are read from the last to the first
 * @param mirrored whether the file's columns are
 */
record Orientation(boolean transposed, boolean upsideDown, boolean mirrored) {
    static final Orientation UPRIGHT = new Orientation(false, false, false);

    /** {@return the orientation of an EXIF value from 1 to 8; of any other, upright, as if it were not there} */
    static Orientation ofExif(int value) {
        return switch (value) {
            case 2 -> new Orientation(false, false, true);
            case 3 -> new Orientation(false, true, true);
            case 4 -> new Orientation(false, true, false);
            case 5 -> new Orientation(true, false, false);
            case 6 -> new Orientation(true, true, false);
            case 7 -> new Orientation(true, true, true);
            case 8 -> new Orientation(true, false, true);
            default -> UPRIGHT;
        };
    }

    /** {@return the picture upright} */
    Tensor apply(Tensor stored) {
        if (equals(UPRIGHT)) {
            return stored;
        }
        int rows = transposed ? stored.w() : stored.h();
        int columns = transposed ? stored.h() : stored.w();
        Tensor upright = Tensor.zeros(stored.n(), stored.c(), rows, columns);
        int at = 0;
        for (int plane = 0; plane < stored.n() * stored.c(); plane++) {
            for (int y = 0; y < rows; y++) {
                for (int x = 0; x < columns; x++) {
                    int row = transposed ? x : y;
                    int column = transposed ? y : x;
                    row = upsideDown ? stored.h() - 1 - row : row;
                    column = mirrored ? stored.w() - 1 - column : column;
                    upright.data()[at++] = stored.data()[(plane * stored.h() + row) * stored.w() + column];
                }
            }
        }
        return upright;
    }
}
