package io.github.dysample.cuda.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.dysample.DySample;
import io.github.dysample.Tensor;
import io.github.dysample.cuda.CudaDevice;
import io.github.dysample.cuda.CudaDySample;
import io.github.dysample.cuda.CudaTensor;
import org.junit.jupiter.api.Test;

/** Ten thousand layers have the bits of the scalar backend, for tensors of the host and of the device. */
class RandomConfigurationsIT {
    private static final int TRIALS = Calls.of(10_000);

    @Test
    void theSameBits() {
        CudaDevice gpu = CudaDevice.get(0);
        for (int seed = 0; seed < TRIALS; seed++) {
            Trial trial = Trial.of(seed);
            Tensor right = DySample.of(trial.weights(), "scalar").forward(trial.x());
            String name = "trial " + seed + ", " + trial;
            assertEquals(right, DySample.of(trial.weights(), "cuda").forward(trial.x()), name);
            try (CudaDySample layer = gpu.prepare(trial.weights());
                    CudaTensor x = gpu.upload(trial.x());
                    CudaTensor y = layer.forward(x)) {
                assertEquals(right, y.download(), name);
            }
        }
    }
}
