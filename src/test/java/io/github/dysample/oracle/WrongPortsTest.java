package io.github.dysample.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.DySample;
import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Style;
import io.github.dysample.Tensor;
import io.github.dysample.contract.Inputs;
import io.github.dysample.oracle.PlainLayer.Mistake;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The layer agrees with a plain implementation, and with none of the mistakes that other ports have made. */
class WrongPortsTest {
    private static final int SCALE = 2;
    private static final int GROUPS = 2;
    private static final int CHANNELS = 8;

    /** Rounding moves a point by some 1e-7 pixels, and values rise by at most some 6 per pixel. */
    private static final double SAME = 1e-5;
    private static final double OTHER = 1e-3;

    @ParameterizedTest
    @EnumSource
    void withoutAMistakeItIsThisLayer(Style style) {
        for (boolean dynamic : new boolean[] {false, true}) {
            assertTrue(difference(style, dynamic, null) < SAME);
        }
    }

    @ParameterizedTest
    @EnumSource
    void withAMistakeItIsAnother(Mistake mistake) {
        for (Style style : Style.values()) {
            for (boolean dynamic : new boolean[] {false, true}) {
                double difference = difference(style, dynamic, mistake);
                assertTrue(difference > OTHER, () -> mistake + " in " + style + " makes only " + difference);
            }
        }
    }

    /** Offsets of about a pixel on two maps of 6 × 7, so that every clip and every group has its part. */
    private static double difference(Style style, boolean dynamic, Mistake mistake) {
        SplittableRandom random = new SplittableRandom(20);
        DySampleConfig config = new DySampleConfig(CHANNELS, SCALE, GROUPS, style, dynamic);
        DySampleWeights weights = Inputs.weights(random, config, 1, true, false);
        Tensor x = Inputs.tame(random, 2, CHANNELS, 6, 7);
        Tensor ours = DySample.of(weights).forward(x);
        double[] other = new PlainLayer(weights, mistake).forward(x);
        assertEquals(other.length, ours.data().length);
        double most = 0;
        for (int i = 0; i < other.length; i++) {
            most = Math.max(most, Math.abs(other[i] - ours.data()[i]));
        }
        return most;
    }
}
