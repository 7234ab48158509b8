package io.github.dysample.jmh.report;

import io.github.dysample.Style;
import io.github.dysample.jmh.Engine;
import io.github.dysample.measure.BenchmarkShape;
import io.github.dysample.measure.Statistics;
import java.util.ArrayList;
import java.util.List;

/** Made-up measurements, round enough to compute with in one's head. */
final class Samples {
    private Samples() {}

    /** Ours take 2 to 4 ms, 3 in the middle; PyTorch 4 times as long, ONNX Runtime 16 or 5 times, on every shape. */
    static Comparison comparison() {
        List<Measurement> all = new ArrayList<>();
        for (BenchmarkShape shape : BenchmarkShape.values()) {
            for (int threads = 1; threads <= 2; threads++) {
                all.add(measurement(Engine.DYSAMPLE, shape, threads, 4, 2, 3));
                all.add(measurement(Engine.PYTORCH, shape, threads, 12, 12, 12));
                all.add(measurement(Engine.ONNX_RUNTIME, shape, threads, 48, 48, 48));
                all.add(measurement(Engine.ONNX_RUNTIME_CLAMPED, shape, threads, 15, 15, 15));
                all.add(measurement(Engine.COPY_LOOP, shape, threads, 1, 1, 1));
            }
        }
        return new Comparison(all);
    }

    static Measurement measurement(Engine engine, BenchmarkShape shape, int threads, double... millis) {
        Circumstances circumstances = new Circumstances("a <fast> CPU", 2, "2026-11-23", "the command", "2", "1");
        Cell cell = new Cell(engine, shape, Style.LP, false, threads, 0);
        return new Measurement(cell, 512, Statistics.of(millis), millis.length, 0, "25", circumstances);
    }
}
