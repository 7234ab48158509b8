package io.github.dysample.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MersenneTwisterTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 42, 5489, 19_650_218, Integer.MAX_VALUE})
    void givesTheNumbersOfCommonsMath(int seed) {
        var expected = new org.apache.commons.math3.random.MersenneTwister(seed);
        MersenneTwister actual = new MersenneTwister(seed);
        // Past three times the size of its state.
        for (int i = 0; i < 2000; i++) {
            assertEquals(expected.nextInt(), actual.nextInt());
        }
    }
}
