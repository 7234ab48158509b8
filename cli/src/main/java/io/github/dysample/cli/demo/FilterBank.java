package io.github.dysample.cli.demo;

import io.github.dysample.Tensor;
import io.github.dysample.io.FileFormatException;
import io.github.dysample.verify.internal.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Makes a feature map of a picture: (1, 3, H, W) to (1, F, H, W), one channel per filter.
 *
 * <p>Taps are small integers and divisors powers of two. On pixel values that are multiples of 1/1024 every sum is
 * exact in float, in any order, so the feature map has the same bits as the one PyTorch was given.
 */
record FilterBank(List<Filter> filters) {

    /**
     * One filter, centred; the picture is continued by its edge pixels.
     *
     * @param name what it looks for
     * @param source R, G, B, or luma: (R + 2G + B)/4
     * @param size rows and columns, odd
     * @param divisor what the sum is divided by
     * @param taps row-major, size × size
     */
    record Filter(String name, String source, int size, int divisor, int[] taps) {}

    static FilterBank of(List<Json> table) throws FileFormatException {
        List<Filter> filters = new ArrayList<>();
        for (Json row : table) {
            filters.add(new Filter(
                    row.text("name"),
                    row.text("source"),
                    row.integer("size"),
                    row.integer("divisor"),
                    row.integers("taps")));
        }
        return new FilterBank(filters);
    }

    /** {@return the names of some filters} */
    String names(int first, int count) {
        return filters.stream().skip(first).limit(count).map(Filter::name).collect(Collectors.joining(", "));
    }

    Tensor apply(Tensor rgb) {
        int height = rgb.h();
        int width = rgb.w();
        int plane = height * width;
        Tensor features = Tensor.zeros(1, filters.size(), height, width);
        for (int f = 0; f < filters.size(); f++) {
            Filter filter = filters.get(f);
            float[] source = source(rgb, filter.source());
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    features.data()[f * plane + y * width + x] = respond(filter, source, height, width, y, x);
                }
            }
        }
        return features;
    }

    private static float respond(Filter filter, float[] source, int height, int width, int y, int x) {
        int size = filter.size();
        float sum = 0;
        for (int i = 0; i < size; i++) {
            int row = Math.clamp(y + i - size / 2, 0, height - 1) * width;
            for (int j = 0; j < size; j++) {
                int column = Math.clamp(x + j - size / 2, 0, width - 1);
                sum += filter.taps()[i * size + j] * source[row + column];
            }
        }
        return sum / filter.divisor();
    }

    private static float[] source(Tensor rgb, String name) {
        int plane = rgb.h() * rgb.w();
        float[] values = new float[plane];
        for (int i = 0; i < plane; i++) {
            float red = rgb.data()[i];
            float green = rgb.data()[plane + i];
            float blue = rgb.data()[2 * plane + i];
            values[i] = switch (name) {
                case "R" -> red;
                case "G" -> green;
                case "B" -> blue;
                case "luma" -> (red + 2 * green + blue) / 4;
                default -> throw new IllegalStateException("demo.json: no source " + name);
            };
        }
        return values;
    }
}
