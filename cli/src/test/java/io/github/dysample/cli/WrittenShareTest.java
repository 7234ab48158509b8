package io.github.dysample.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.dysample.DySample;
import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Style;
import io.github.dysample.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class WrittenShareTest {

    @Test
    void itGrowsWithWhatIsWritten() {
        float[] values = new float[100_000];
        WrittenShare share = new WrittenShare(values);
        assertEquals(0, share.getAsDouble());
        Arrays.fill(values, 0, 25_000, 0);
        assertEquals(0.25, share.getAsDouble(), 0.001);
        Arrays.fill(values, 50_000, 100_000, Float.NaN);
        assertEquals(0.75, share.getAsDouble(), 0.001);
        Arrays.fill(values, 25_000, 50_000, -1);
        assertEquals(1, share.getAsDouble());
    }

    @Test
    void fewElementsHaveOneMarkEach() {
        float[] values = new float[3];
        WrittenShare share = new WrittenShare(values);
        values[1] = 7;
        assertEquals(1 / 3., share.getAsDouble());
        assertEquals(1, new WrittenShare(new float[0]).getAsDouble());
    }

    @Test
    void aLayerLeavesNoMark() {
        for (String backend : new String[] {"scalar", "vector"}) {
            DySampleConfig config = new DySampleConfig(8, 3, 4, Style.LP, false);
            Tensor x = Tensor.zeros(2, 8, 13, 17);
            Tensor y = config.newOutput(x);
            WrittenShare share = new WrittenShare(y.data());
            DySample.of(DySampleWeights.initial(config, 0), backend).forward(x, y);
            assertEquals(1, share.getAsDouble());
            assertEquals(config.newOutput(x), y);
        }
    }
}
