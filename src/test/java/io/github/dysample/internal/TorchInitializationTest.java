package io.github.dysample.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TorchInitializationTest {

    @Test
    void withoutOverwrittenDrawsItIsTorchRandn() {
        double[] randn = {-1.1258, -1.1524, -0.2506, -0.4339, 0.8487, 0.6920, -0.3160, -2.1152};
        // So many biases less that nothing is drawn before the normal values.
        float[] weight = TorchInitialization.offsetWeight(16, -16, 0);
        for (int i = 0; i < randn.length; i++) {
            assertEquals(randn[i], 1000.0 * weight[i], 0.5001e-4);
        }
    }
}
