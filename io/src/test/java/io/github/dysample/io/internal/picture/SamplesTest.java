package io.github.dysample.io.internal.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SamplesTest {
    private static final int[] FULL = {255, 65535};

    private static void assertNearest(float value, int full) {
        assertEquals(Math.round(full * Math.clamp(value, 0f, 1f)), Samples.of(value, full), value + " of " + full);
    }

    @Test
    void aroundEveryHalfTheNearestSampleIsTaken() {
        for (int full : FULL) {
            for (int sample = 0; sample <= full; sample++) {
                assertEquals(sample, Samples.of(Samples.value(sample, full), full));
                float half = Samples.value(sample + 0.5f, full);
                assertNearest(half, full);
                assertNearest(Math.nextDown(half), full);
                assertNearest(Math.nextUp(half), full);
            }
        }
    }

    @Test
    void whateverTheBitsOfTheValue() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 1_000_000; i++) {
            assertNearest(Float.intBitsToFloat(random.nextInt()), FULL[i % 2]);
        }
    }

    @Test
    void whatIsOutsideBecomesTheLeastOrTheGreatest() {
        for (int full : FULL) {
            for (float low : new float[] {-0f, -Float.MIN_VALUE, -0.499f, -7, -Float.MAX_VALUE,
                    Float.NEGATIVE_INFINITY, Float.NaN}) {
                assertEquals(0, Samples.of(low, full));
            }
            for (float high : new float[] {1, Math.nextUp(1f), 7, Float.MAX_VALUE, Float.POSITIVE_INFINITY}) {
                assertEquals(full, Samples.of(high, full));
            }
        }
    }
}
