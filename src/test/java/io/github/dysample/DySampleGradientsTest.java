package io.github.dysample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class DySampleGradientsTest {
    private static final DySampleConfig CONFIG = new DySampleConfig(4, 1, 1, Style.LP, true);

    @Test
    void zerosOfAConfigHaveTheBiasesOfPyTorchsModule() {
        DySampleGradients gradients = DySampleGradients.zeros(CONFIG.withEndConv(3));
        assertArrayEquals(new float[8], gradients.offsetWeight());
        assertArrayEquals(new float[2], gradients.offsetBias());
        assertArrayEquals(new float[8], gradients.scopeWeight());
        assertNull(gradients.scopeBias());
        assertArrayEquals(new float[12], gradients.endConvWeight());
        assertArrayEquals(new float[3], gradients.endConvBias());
        DySampleGradients smaller = DySampleGradients.zeros(DySampleConfig.dySample(4));
        assertNull(smaller.scopeWeight());
        assertNull(smaller.endConvWeight());
        assertNull(smaller.endConvBias());
    }

    @Test
    void zerosOfWeightsHaveWhatTheyHave() {
        DySampleWeights weights = new DySampleWeights(CONFIG, new float[8], null, new float[8], new float[2]);
        DySampleGradients gradients = DySampleGradients.zeros(weights);
        assertNull(gradients.offsetBias());
        assertArrayEquals(new float[2], gradients.scopeBias());
    }

    @Test
    void sumsAreRoundedWhenTheyAreRead() {
        DySampleGradients gradients = DySampleGradients.zeros(CONFIG);
        gradients.offsetBiasSums()[0] = 0x1p24;
        gradients.offsetBiasSums()[0] += 1;
        gradients.offsetBiasSums()[0] += 1;
        assertEquals(0x1p24f + 2, gradients.offsetBias()[0]);
    }

    @Test
    void addsScalesAndClears() {
        DySampleGradients one = DySampleGradients.zeros(CONFIG);
        DySampleGradients other = DySampleGradients.zeros(CONFIG);
        one.offsetWeightSums()[7] = 2;
        one.scopeWeightSums()[1] = 1;
        other.offsetWeightSums()[7] = 1;
        other.offsetBiasSums()[0] = 4;
        one.add(other);
        assertEquals(3, one.offsetWeight()[7]);
        assertEquals(4, one.offsetBias()[0]);
        assertEquals(1, other.offsetWeight()[7]);
        one.scale(0.5f);
        assertEquals(1.5f, one.offsetWeight()[7]);
        assertEquals(0.5f, one.scopeWeight()[1]);
        one.clear();
        assertEquals(0, one.norm());
    }

    @Test
    void theNormIsThatOfAllTogether() {
        DySampleGradients gradients = DySampleGradients.zeros(CONFIG);
        gradients.offsetWeightSums()[3] = 3;
        gradients.scopeWeightSums()[0] = -4;
        gradients.offsetBiasSums()[1] = 12;
        assertEquals(13, gradients.norm());
        assertEquals("gradients of " + CONFIG + ", with offset.bias, without scope.bias: norm 13.0",
                gradients.toString());
    }

    @Test
    void gradientsOfOtherParametersAreNotAdded() {
        DySampleGradients gradients = DySampleGradients.zeros(CONFIG);
        DySampleGradients other = DySampleGradients.zeros(
                new DySampleWeights(CONFIG, new float[8], null, new float[8], null));
        String message = assertThrows(IllegalArgumentException.class, () -> gradients.add(other)).getMessage();
        assertEquals("cannot add gradients of " + CONFIG + ", without offset.bias, without scope.bias to those of "
                + CONFIG + ", with offset.bias, without scope.bias", message);
        assertThrows(IllegalArgumentException.class, () -> gradients.add(null));
        assertThrows(IllegalArgumentException.class, () -> DySampleGradients.zeros((DySampleConfig) null));
        assertThrows(IllegalArgumentException.class, () -> DySampleGradients.zeros((DySampleWeights) null));
    }
}
