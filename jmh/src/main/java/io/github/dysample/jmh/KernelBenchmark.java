package io.github.dysample.jmh;

import io.github.dysample.Backend;
import io.github.dysample.Backends;
import io.github.dysample.DySample;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Interpolation;
import io.github.dysample.Padding;
import io.github.dysample.Style;
import io.github.dysample.Tensor;
import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** The kernels by themselves, on what the layer of style lp and static scope would give them. One thread. */
public class KernelBenchmark extends Workbench {
    @Param({"scalar", "vector"})
    String backend;

    private Backend kernels;
    private DySampleWeights weights;
    private Tensor x;
    private Tensor offsets;
    private Tensor fine; // the elements of x as if they had been shuffled
    private Tensor shuffled;
    private Tensor coarse;
    private Tensor grouped; // x with a group for a batch item
    private Tensor grid;
    private Tensor sampled;

    /** Makes inputs and outputs. */
    @Setup
    public void setUp() throws IOException {
        kernels = Backends.named(backend);
        weights = Models.weights(config(Style.LP, false));
        x = input();
        int b = x.n();
        int c = x.c();
        int h = x.h();
        int w = x.w();
        int s = shape.scale();
        int g = shape.groups();
        offsets = Tensor.zeros(b, weights.config().offsetChannels(), h, w);
        fine = Tensor.of(x.data(), b, c / (s * s), s * h, s * w);
        shuffled = Tensor.zeros(b, c / (s * s), s * h, s * w);
        coarse = Tensor.zeros(b, c, h, w);
        grouped = Tensor.of(x.data(), b * g, c / g, h, w);
        grid = grid(DySample.of(weights, backend).trace(x).coordinates(), g, h, w);
        sampled = Tensor.zeros(b * g, c / g, s * h, s * w);
    }

    /** The coordinates (B, 2·g, sH, sW) in pixels as a normalised grid (B·g, sH, sW, 2) of PyTorch's. */
    private static Tensor grid(Tensor coordinates, int groups, int h, int w) {
        Tensor grid = Tensor.zeros(coordinates.n() * groups, coordinates.h(), coordinates.w(), 2);
        for (int item = 0; item < grid.n(); item++) {
            int n = item / groups;
            int group = item % groups;
            for (int row = 0; row < grid.c(); row++) {
                for (int column = 0; column < grid.h(); column++) {
                    float across = coordinates.get(n, group, row, column);
                    float down = coordinates.get(n, groups + group, row, column);
                    grid.set(item, row, column, 0, (2 * across + 1) / w - 1);
                    grid.set(item, row, column, 1, (2 * down + 1) / h - 1);
                }
            }
        }
        return grid;
    }

    @Override
    String engine() {
        return ours(backend);
    }

    /** The offset branch's convolution, before scope and initial positions. */
    @Benchmark
    public Tensor conv1x1() {
        kernels.conv1x1(x, weights.offsetWeight(), weights.offsetBias(), offsets);
        return offsets;
    }

    /** Channels to positions. */
    @Benchmark
    public Tensor pixelShuffle() {
        kernels.pixelShuffle(x, shape.scale(), shuffled);
        return shuffled;
    }

    /** Positions to channels, of the input taken for a finer map. */
    @Benchmark
    public Tensor pixelUnshuffle() {
        kernels.pixelUnshuffle(fine, shape.scale(), coarse);
        return coarse;
    }

    /**
     * The stand-alone sampler, bilinear, with the padding that the layer has, at the points where the layer samples.
     * But for rounding it gives what the layer gives.
     */
    @Benchmark
    public Tensor gridSample() {
        kernels.gridSample(grouped, grid, Interpolation.BILINEAR, Padding.BORDER, false, sampled);
        return sampled;
    }
}
