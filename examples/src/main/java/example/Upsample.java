package example;

import io.github.dysample.DySample;
import io.github.dysample.Tensor;
import io.github.dysample.io.DySampleLayers;
import java.io.IOException;
import java.nio.file.Path;

/** A layer out of a PyTorch checkpoint, run on a feature map. */
final class Upsample {
    public static void main(String[] args) throws IOException {
        Path checkpoint = Path.of("testdata/checkpoints/detector.pth");
        DySample layer = DySample.of(DySampleLayers.read(checkpoint, "neck.upsample1"));

        Tensor x = Tensor.of(new float[64 * 20 * 30], 1, 64, 20, 30);   // NCHW, wraps your float[]
        Tensor y = layer.forward(x);                                    // a new tensor

        layer.forward(x, y);                                            // into yours: allocates nothing
        System.out.println(layer + ": " + x.shapeString() + " to " + y.shapeString());
    }
}
