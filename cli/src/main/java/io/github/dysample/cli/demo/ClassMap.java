package io.github.dysample.cli.demo;

import io.github.dysample.Tensor;
import java.awt.image.Raster;
import java.util.Arrays;

/**
 * A picture whose pixels belong to classes, and what an upsampler gets and should make of it. In networks that tell
 * what each pixel shows, upsamplers work on such maps.
 *
 * @param truth one map for each class (1, K, H, W), 1 where a pixel belongs to it, else 0
 */
record ClassMap(Tensor truth) {
    /** How many classes there are. */
    static final int CLASSES = 4;

    private static final int[] BINOMIAL = {1, 4, 6, 4, 1};
    private static final int UNIT = 256; // of the photograph's values

    /** The brightness of a photograph (1, 3, H, W), blurred twice, in classes of equal size; computed in integers. */
    static ClassMap of(Tensor photograph) {
        int height = photograph.h();
        int width = photograph.w();
        int plane = height * width;
        int[] luma = new int[plane];
        for (int i = 0; i < plane; i++) {
            luma[i] = Math.round(UNIT * (photograph.data()[i] + 2 * photograph.data()[plane + i]
                    + photograph.data()[2 * plane + i]));
        }
        int[] blurred = blur(blur(luma, height, width), height, width);
        int[] ranked = blurred.clone();
        Arrays.sort(ranked);
        int[] classes = new int[plane];
        for (int quarter = 1; quarter < CLASSES; quarter++) {
            int bound = ranked[(int) ((plane - 1L) * quarter / CLASSES)];
            for (int i = 0; i < plane; i++) {
                classes[i] += blurred[i] > bound ? 1 : 0;
            }
        }
        return of(classes, height, width);
    }

    /** A picture whose samples are the classes. */
    static ClassMap of(Raster picture) {
        int[] classes = picture.getSamples(
                0, 0, picture.getWidth(), picture.getHeight(), 0, new int[picture.getWidth() * picture.getHeight()]);
        return of(classes, picture.getHeight(), picture.getWidth());
    }

    private static ClassMap of(int[] classes, int height, int width) {
        Tensor truth = Tensor.zeros(1, CLASSES, height, width);
        for (int i = 0; i < classes.length; i++) {
            truth.data()[classes[i] * classes.length + i] = 1;
        }
        return new ClassMap(truth);
    }

    /** By the binomial filter, as sums that are not divided; the picture is continued by its edge pixels. */
    private static int[] blur(int[] values, int height, int width) {
        int[] sums = new int[values.length];
        int reach = BINOMIAL.length / 2;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int i = -reach; i <= reach; i++) {
                    int row = Math.clamp(y + i, 0, height - 1) * width;
                    for (int j = -reach; j <= reach; j++) {
                        int column = Math.clamp(x + j, 0, width - 1);
                        sums[y * width + x] += BINOMIAL[i + reach] * BINOMIAL[j + reach] * values[row + column];
                    }
                }
            }
        }
        return sums;
    }

    /** {@return the maps at half their size: each pixel the mean of four} */
    Tensor half() {
        return Photograph.half(truth);
    }

    /**
     * What a layer gets (1, 4K, H/2, W/2): the maps at half their size, how they rise to the right and downwards, and
     * how they bend, by which a layer knows where a boundary is and how it runs.
     */
    Tensor features() {
        Tensor half = half();
        int size = half.data().length;
        Tensor features = Tensor.zeros(1, 4 * CLASSES, half.h(), half.w());
        System.arraycopy(half.data(), 0, features.data(), 0, size);
        for (int c = 0; c < CLASSES; c++) {
            for (int y = 0; y < half.h(); y++) {
                for (int x = 0; x < half.w(); x++) {
                    features.set(0, CLASSES + c, y, x, slopeAcross(half, c, y, x));
                    features.set(0, 2 * CLASSES + c, y, x, slopeDown(half, c, y, x));
                    features.set(0, 3 * CLASSES + c, y, x, bend(half, c, y, x));
                }
            }
        }
        return features;
    }

    private static float slopeAcross(Tensor map, int c, int y, int x) {
        return (at(map, c, y - 1, x + 1) + 2 * at(map, c, y, x + 1) + at(map, c, y + 1, x + 1)
                - at(map, c, y - 1, x - 1) - 2 * at(map, c, y, x - 1) - at(map, c, y + 1, x - 1)) / 8;
    }

    private static float slopeDown(Tensor map, int c, int y, int x) {
        return (at(map, c, y + 1, x - 1) + 2 * at(map, c, y + 1, x) + at(map, c, y + 1, x + 1)
                - at(map, c, y - 1, x - 1) - 2 * at(map, c, y - 1, x) - at(map, c, y - 1, x + 1)) / 8;
    }

    private static float bend(Tensor map, int c, int y, int x) {
        return at(map, c, y - 1, x) + at(map, c, y + 1, x) + at(map, c, y, x - 1) + at(map, c, y, x + 1)
                - 4 * at(map, c, y, x);
    }

    private static float at(Tensor map, int c, int y, int x) {
        return map.get(0, c, Math.clamp(y, 0, map.h() - 1), Math.clamp(x, 0, map.w() - 1));
    }
}
