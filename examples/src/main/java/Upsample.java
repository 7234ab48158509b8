import io.github.dysample.DySample;
import io.github.dysample.Tensor;
import io.github.dysample.io.DySampleLayers;

void main() throws IOException {
    Path checkpoint = Path.of("testdata/checkpoints/detector.pth");
    DySample layer = DySample.of(DySampleLayers.read(checkpoint, "neck.upsample1"));
    Tensor x = Tensor.of(new float[64 * 20 * 30], 1, 64, 20, 30);   // NCHW, wraps your float[]
    Tensor y = layer.forward(x);                                    // a new tensor
    layer.forward(x, y);                                            // into yours: allocates nothing
    IO.println(layer + ": " + x.shapeString() + " to " + y.shapeString());
}
