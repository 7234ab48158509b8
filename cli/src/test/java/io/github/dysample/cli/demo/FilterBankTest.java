package io.github.dysample.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.Tensor;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class FilterBankTest {

    /** Whole numbers in units of 1/4096, with a padded plane: another way to the same values. */
    @Test
    void theFeatureMapIsExact() throws IOException {
        DemoData data = DemoData.load();
        Tensor half = Photograph.half(data.photograph());
        Tensor features = data.bank().apply(half);
        assertEquals(16, data.bank().filters().size());
        assertTrue(features.hasShape(1, 16, 150, 224), features.shapeString());
        for (int f = 0; f < features.c(); f++) {
            FilterBank.Filter filter = data.bank().filters().get(f);
            int reach = filter.size() / 2;
            long[][] padded = pad(numerators(half, filter.source()), reach);
            for (int y = 0; y < features.h(); y++) {
                for (int x = 0; x < features.w(); x++) {
                    long sum = 0;
                    for (int tap = 0; tap < filter.taps().length; tap++) {
                        sum += filter.taps()[tap] * padded[y + tap / filter.size()][x + tap % filter.size()];
                    }
                    assertEquals(sum / (4096.0 * filter.divisor()), features.get(0, f, y, x), filter.name());
                }
            }
        }
    }

    private static long[][] numerators(Tensor half, String source) {
        long[][] plane = new long[half.h()][half.w()];
        for (int y = 0; y < half.h(); y++) {
            for (int x = 0; x < half.w(); x++) {
                long red = (long) (half.get(0, 0, y, x) * 1024);
                long green = (long) (half.get(0, 1, y, x) * 1024);
                long blue = (long) (half.get(0, 2, y, x) * 1024);
                plane[y][x] = switch (source) {
                    case "R" -> 4 * red;
                    case "G" -> 4 * green;
                    case "B" -> 4 * blue;
                    default -> red + 2 * green + blue;
                };
            }
        }
        return plane;
    }

    private static long[][] pad(long[][] plane, int reach) {
        int height = plane.length;
        int width = plane[0].length;
        long[][] padded = new long[height + 2 * reach][width + 2 * reach];
        for (int y = 0; y < padded.length; y++) {
            for (int x = 0; x < padded[0].length; x++) {
                padded[y][x] = plane[Math.clamp(y - reach, 0, height - 1)][Math.clamp(x - reach, 0, width - 1)];
            }
        }
        return padded;
    }
}
