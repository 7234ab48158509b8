package io.github.dysample.jmh.report;

import io.github.dysample.jmh.Engine;
import io.github.dysample.jmh.report.Comparison.Variant;
import io.github.dysample.measure.BenchmarkShape;
import io.github.dysample.measure.SignificantDigits;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamException;

/**
 * Bars of speed, PyTorch's being 1, a panel for each number of threads. The scale begins at 0, so that a bar twice as
 * long is twice as fast.
 */
final class Chart {
    private static final double WIDTH = 880;
    private static final double LABELS = 150;
    private static final double GAP = 24;
    private static final double TOP = 88;
    private static final double ROW = 61;
    private static final double BAR = 11;
    private static final double FOOT = 48;

    /** The bars of a shape from top to bottom, and their colours. */
    private static final List<Engine> ENGINES =
            List.of(Engine.DYSAMPLE, Engine.PYTORCH, Engine.ONNX_RUNTIME_CLAMPED, Engine.ONNX_RUNTIME);

    private static final List<String> COLOURS = List.of("ours", "torch", "clamped", "onnx");
    private static final double[] LEGEND = {0, 110, 226, 452};

    /** Room right of the longest bar for its label. */
    private static final double VALUE = 112;

    /** What grid lines are apart, the first of these that gives at most {@link #MOST_LINES}. */
    private static final double[] STEPS = {0.5, 1, 2, 5, 10, 20, 50, 100};

    private static final int MOST_LINES = 8;

    private final Comparison comparison;
    private final Variant variant;
    private final List<Integer> panels;
    private final List<BenchmarkShape> shapes;
    private final double panelWidth;
    private final double longest;

    Chart(Comparison comparison, Variant variant) {
        this.comparison = comparison;
        this.variant = variant;
        panels = comparison.threads();
        shapes = Stream.of(BenchmarkShape.values())
                .filter(shape -> panels.stream()
                        .anyMatch(threads -> speed(Engine.DYSAMPLE, shape, threads).isPresent()))
                .toList();
        panelWidth = (WIDTH - LABELS) / panels.size() - GAP;
        longest = panels.stream()
                .flatMap(threads -> shapes.stream()
                        .flatMap(shape -> ENGINES.stream().flatMap(engine -> speed(engine, shape, threads).stream())))
                .mapToDouble(Speed::most)
                .reduce(1, Math::max);
    }

    /**
     * A speed, PyTorch's median being 1.
     *
     * @param median that of the median time
     * @param least that of the slowest fork
     * @param most that of the fastest fork
     * @param millis the median time
     */
    private record Speed(double median, double least, double most, double millis) {}

    private Optional<Speed> speed(Engine engine, BenchmarkShape shape, int threads) {
        return comparison.find(Engine.PYTORCH, shape, variant, threads)
                .flatMap(torch -> comparison.find(engine, shape, variant, threads)
                        .map(measured -> new Speed(
                                torch.millis().median() / measured.millis().median(),
                                torch.millis().median() / measured.millis().most(),
                                torch.millis().median() / measured.millis().least(),
                                measured.millis().median())));
    }

    String svg() throws XMLStreamException {
        double height = TOP + ROW * shapes.size() + FOOT;
        String title = "DySample on the CPU: speed, PyTorch's being 1";
        Svg svg = new Svg(WIDTH, height, title, "Made by " + String.join("; ", comparison.commands()));
        svg.text(0, 18, "title", "start", title);
        for (int i = 0; i < ENGINES.size(); i++) {
            svg.bar(LEGEND[i], 32, 12, 12, COLOURS.get(i));
            svg.text(LEGEND[i] + 18, 42, "plain", "start", comparison.name(ENGINES.get(i)));
        }
        svg.text(WIDTH, 18, "quiet", "end", variant.text() + "; median of " + comparison.forks() + ", line: all forks");
        for (int row = 0; row < shapes.size(); row++) {
            BenchmarkShape shape = shapes.get(row);
            svg.text(0, TOP + ROW * row + 16, "strong", "start", label(shape));
            svg.text(0, TOP + ROW * row + 31, "quiet", "start", shape.text());
        }
        for (int panel = 0; panel < panels.size(); panel++) {
            panel(svg, LABELS + panel * (panelWidth + GAP), panels.get(panel));
        }
        svg.text(0, height - 8, "quiet", "start", comparison.circumstances());
        return svg.end();
    }

    private static String label(BenchmarkShape shape) {
        return shape.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private void panel(Svg svg, double left, int threads) throws XMLStreamException {
        double bottom = TOP + ROW * shapes.size();
        double unit = (panelWidth - VALUE) / longest;
        svg.text(left, TOP - 16, "panel", "start", Markdown.threads(threads));
        double step = step();
        for (double value = 0; value <= longest; value += step) {
            svg.line(left + value * unit, TOP - 6, left + value * unit, bottom, "grid");
            svg.text(left + value * unit, bottom + 15, "quiet", "middle", tick(value));
        }
        for (int row = 0; row < shapes.size(); row++) {
            for (int i = 0; i < ENGINES.size(); i++) {
                Optional<Speed> speed = speed(ENGINES.get(i), shapes.get(row), threads);
                if (speed.isPresent()) {
                    bar(svg, left, TOP + ROW * row + 3 + i * (BAR + 2), unit, speed.get(), COLOURS.get(i));
                }
            }
        }
    }

    private static void bar(Svg svg, double left, double y, double unit, Speed speed, String style)
            throws XMLStreamException {
        double middle = y + BAR / 2;
        svg.bar(left, y, speed.median() * unit, BAR, style);
        svg.line(left + speed.least() * unit, middle, left + speed.most() * unit, middle, "spread");
        double end = left + Math.max(speed.median(), speed.most()) * unit + 6;
        svg.text(end, middle + 4, "ours".equals(style) ? "strong" : "quiet", "start",
                SignificantDigits.text(speed.median()) + "× · " + SignificantDigits.text(speed.millis()) + " ms");
    }

    private double step() {
        return DoubleStream.of(STEPS).filter(step -> longest / step <= MOST_LINES).findFirst().orElse(longest);
    }

    private static String tick(double value) {
        return value == Math.rint(value) ? Long.toString(Math.round(value)) : Double.toString(value);
    }
}
