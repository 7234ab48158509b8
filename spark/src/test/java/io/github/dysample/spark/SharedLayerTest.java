package io.github.dysample.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.github.dysample.DySample;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Tensor;
import java.util.SplittableRandom;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.JavaSerializer;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.serializer.Serializer;
import org.apache.spark.serializer.SerializerInstance;
import org.junit.jupiter.api.Test;
import scala.reflect.ClassTag$;

class SharedLayerTest {
    private final DySampleWeights weights = TestLayers.weights(8, 2, 1)
            .withEndConv(3, TestLayers.floats(new SplittableRandom(2), 3 * 8), new float[] {1, 2, 3});
    private final Tensor x = TestMaps.map(new SplittableRandom(3), 1, 8, 30, 40);

    @Test
    void bothSerialisersOfSparkKeepEverything() {
        SparkConf settings = new SparkConf();
        SharedLayer shared = new SharedLayer(weights, "scalar", 2);
        Tensor expected = DySample.of(weights).forward(x);
        shared.layer(); // is not sent
        for (Serializer serializer : new Serializer[] {new JavaSerializer(settings), new KryoSerializer(settings)}) {
            SerializerInstance instance = serializer.newInstance();
            SharedLayer arrived = instance.deserialize(
                    instance.serialize(shared, ClassTag$.MODULE$.apply(SharedLayer.class)),
                    ClassTag$.MODULE$.apply(SharedLayer.class));
            assertEquals(weights.config(), arrived.config());
            assertEquals(expected, arrived.layer().forward(x));
            assertEquals("scalar", arrived.layer().backend().name());
        }
    }

    @Test
    void thereIsOneLayer() {
        SharedLayer shared = new SharedLayer(weights, "", 1);
        assertSame(shared.layer(), shared.layer());
    }
}
