package io.github.dysample.verify;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Style;
import io.github.dysample.io.NdArray;
import io.github.dysample.io.Npz;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Fresh weights are those PyTorch's module has after the same seed. */
class InitialWeightsTest {
    static List<Map.Entry<String, NdArray>> recorded() throws IOException {
        return List.copyOf(Npz.read(TestData.FOLDER.resolve("init/init.npz")).arrays().entrySet());
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void areThoseOfPyTorchToTheBit(Map.Entry<String, NdArray> recorded) {
        // <style>-<channels>-<scale>-<groups>-<static|dynamic>-seed<k>
        String[] key = recorded.getKey().split("-");
        DySampleConfig config = new DySampleConfig(Integer.parseInt(key[1]), Integer.parseInt(key[2]),
                Integer.parseInt(key[3]), Style.ofTorchName(key[0]), key[4].equals("dynamic"));
        long seed = Long.parseLong(key[5].substring("seed".length()));

        float[] weights = DySampleWeights.initial(config, seed).offsetWeight();
        assertArrayEquals(recorded.getValue().toFloats(), weights, recorded.getKey());
    }
}
