package io.github.dysample.cuda.measure;

import io.github.dysample.DySample;
import io.github.dysample.DySampleConfig;
import io.github.dysample.DySampleWeights;
import io.github.dysample.Tensor;
import io.github.dysample.cuda.CudaDevice;
import io.github.dysample.cuda.CudaDySample;
import io.github.dysample.cuda.CudaTensor;
import io.github.dysample.measure.DisagreementException;
import io.github.dysample.measure.Shape;
import io.github.dysample.measure.Statistics;
import io.github.dysample.measure.Workload;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Measures the layer on a GPU, and leaves what {@code measure.py} needs to check it and to measure PyTorch beside it: a
 * folder for each shape with the numbers of input, output and parameters, and {@code times.csv} with milliseconds.
 */
public final class Main {
    /** More than the second level cache of any GPU; tensors take turns until they are as large together. */
    private static final long MORE_THAN_CACHED = 256L << 20;

    private final CudaDevice gpu = CudaDevice.get(0);
    private final Timer timer = new Timer(gpu.stream());
    private final Path out;
    private final List<String> lines = new ArrayList<>(List.of("shape,what,median,least,most"));

    private Main(Path out) {
        this.out = out;
    }

    /** One argument: the folder to fill. Optional: shapes as BxCxHxW. */
    public static void main(String[] arguments) throws IOException, DisagreementException {
        Main main = new Main(Files.createDirectories(Path.of(arguments[0])));
        List<String> shapes = arguments.length > 1
                ? List.of(arguments).subList(1, arguments.length)
                : List.of("1x256x120x120", "8x256x128x128", "1x64x8x8");
        System.out.println(main.gpu);
        for (String shape : shapes) {
            main.measure(Shape.parse(shape));
        }
        Files.write(main.out.resolve("times.csv"), main.lines);
    }

    private void measure(Shape shape) throws IOException, DisagreementException {
        String name = shape.toString();
        Workload workload = Workload.of(shape, DySampleConfig.dySample(shape.c()));
        DySampleWeights weights = workload.weights();
        Tensor x = workload.x();
        Tensor y = DySample.of(weights, "cuda").forward(x);
        DisagreementException.check("cuda", shape, DySample.of(weights, "scalar").forward(x), y);
        Path folder = Files.createDirectories(out.resolve(name));
        write(folder.resolve("x.f32"), x.data());
        write(folder.resolve("y.f32"), y.data());
        write(folder.resolve("weight.f32"), weights.offsetWeight());
        write(folder.resolve("bias.f32"), weights.offsetBias());
        resident(name, weights, x);
        host(name, weights, x, y);
    }

    private static void write(Path file, float[] values) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        Files.write(file, bytes.array());
    }

    private void resident(String name, DySampleWeights weights, Tensor x) {
        long bytes = 5L * Float.BYTES * x.data().length; // in once and out once
        int turns = (int) (MORE_THAN_CACHED / bytes) + 1;
        List<CudaTensor> inputs = new ArrayList<>();
        List<CudaTensor> outputs = new ArrayList<>();
        try (CudaDySample layer = gpu.prepare(weights)) {
            for (int turn = 0; turn < turns; turn++) {
                inputs.add(gpu.upload(x));
                outputs.add(gpu.allocate(x.n(), x.c(), 2 * x.h(), 2 * x.w()));
            }
            add(name, "layer, on the device",
                    timer.millis(turn -> layer.forward(inputs.get(turn % turns), outputs.get(turn % turns))));
            // As many bytes read and written as the layer has to.
            long half = bytes / 2 / 16 * 16;
            CudaTensor from = gpu.allocate(1, 1, 1, (int) (half / Float.BYTES));
            CudaTensor to = gpu.allocate(1, 1, 1, (int) (half / Float.BYTES));
            outputs.add(from);
            outputs.add(to);
            add(name, "copy of as many bytes, on the device",
                    timer.millis(_ -> timer.copy(to.address(), from.address(), half)));
            add(name, "until the launch returns",
                    Timer.millisOnHost(() -> layer.forward(inputs.get(0), outputs.get(0))));
        } finally {
            inputs.forEach(CudaTensor::close);
            outputs.forEach(CudaTensor::close);
            gpu.emptyCache();
        }
    }

    private void host(String name, DySampleWeights weights, Tensor x, Tensor y) {
        int processors = Runtime.getRuntime().availableProcessors();
        try (ExecutorService threads = Executors.newFixedThreadPool(processors)) {
            DySample alone = DySample.of(weights, "cuda");
            DySample helped = alone.withExecutor(threads, processors);
            add(name, "layer, from and to the host", Timer.millisOnHost(() -> alone.forward(x, y)));
            add(name, "the same with " + processors + " threads", Timer.millisOnHost(() -> helped.forward(x, y)));
            DySample vector = DySample.of(weights, "vector");
            add(name, "CPU, 1 thread", Timer.millisOnHost(() -> vector.forward(x, y)));
            DySample vectors = vector.withExecutor(threads, processors);
            add(name, "CPU, " + processors + " threads", Timer.millisOnHost(() -> vectors.forward(x, y)));
        }
        long in = (long) Float.BYTES * x.data().length;
        long back = (long) Float.BYTES * y.data().length;
        long pinned = timer.pinned(back);
        try (CudaTensor memory = gpu.allocate(y.n(), y.c(), y.h(), y.w())) {
            add(name, "copy of the same bytes over the bus", timer.millis(_ -> {
                timer.toDevice(memory.address(), pinned, in);
                timer.toHost(pinned, memory.address(), back);
            }));
        }
    }

    private void add(String shape, String what, Statistics millis) {
        String line = String.format(Locale.ROOT, "%s,\"%s\",%.4f,%.4f,%.4f", shape, what, millis.median(),
                millis.least(), millis.most());
        System.out.println(line);
        lines.add(line);
    }
}
