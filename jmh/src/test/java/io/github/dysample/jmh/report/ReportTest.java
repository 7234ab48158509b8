package io.github.dysample.jmh.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.Style;
import io.github.dysample.jmh.Engine;
import io.github.dysample.jmh.Pass;
import io.github.dysample.jmh.report.Comparison.Variant;
import io.github.dysample.measure.BenchmarkShape;
import io.github.dysample.measure.Statistics;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class ReportTest {
    private static final Variant LP = new Variant(Style.LP, false);

    private static final String RESULT =
            """
            [{"benchmark": "io.github.dysample.jmh.LayerBenchmark.forwardInto", "jdkVersion": "25.0.3",
              "jvmArgs": ["-Xmx2g", "-XX:MaxVectorSize=32"],
              "params": {"shape": "NECK", "style": "PL", "dynamicScope": "true", "threads": "2", "backend": "vector",
                         "offsets": "%s"},
              "primaryMetric": {"scoreUnit": "ms/op", "rawData": [[9.5, 1, 2], [4, 4, 4.5], [3, 3, 3]]},
              "secondaryMetrics": {"vector.bits": {"score": 256.0},
                                   "gc.alloc.rate.norm": {"rawData": [[24, 24.5, 9000], [20, 24.5, 9000]]}}}]
            """;

    @Test
    void aResultOfJmh() {
        Map<String, Object> result = parse(RESULT.formatted("TRAINED")).getFirst();
        Measurement measurement = Measurement.of(result).orElseThrow();
        assertEquals(
                new Cell(Engine.DYSAMPLE, BenchmarkShape.NECK, Style.PL, true, 2, 256), measurement.cell());
        assertEquals(Statistics.of(2, 4, 3), measurement.millis());
        assertEquals("3.00 ms (2.00–4.00)", measurement.text());
        assertEquals(2, measurement.settled());
        assertTrue(measurement.hasSettled());
        assertEquals(256, measurement.bits());
        assertEquals(24.5, measurement.bytesPerCall());
        assertEquals("25.0.3", measurement.jdk());
    }

    @Test
    void aTimeThatHasNotSettledIsMarked() {
        Map<String, Object> result = parse(RESULT.formatted("TRAINED").replace("MaxVectorSize=32", "UseAVX=3")
                .replace("PL", "LP").replace("true", "false").replace("[4, 4, 4.5]", "[5, 4, 3]")).getFirst();
        Measurement measurement = Measurement.of(result).orElseThrow();
        assertEquals(1, measurement.settled());
        assertEquals("3.00* ms (2.00–4.00)", measurement.text());
        String text = new Markdown(new Comparison(List.of(measurement)), Pass.FORWARD).summary(LP, null);
        assertTrue(text.contains("| 3.00* |"), text);
        assertTrue(text.contains("* In most forks the last iterations were still faster than the first."), text);
        Measurement.annotate(result);
        assertEquals(1, result.get("settledForks"));
    }

    @Test
    void resultsThatAreNotCompared() {
        assertTrue(Measurement.of(parse(RESULT.formatted("WILD")).getFirst()).isEmpty());
        String kernel = RESULT.formatted("TRAINED").replace("LayerB", "KernelB");
        assertTrue(Measurement.of(parse(kernel).getFirst()).isEmpty());
    }

    @Test
    void resultsThatAreNone() {
        assertThrows(IllegalArgumentException.class, () -> parse("{}"));
        assertThrows(IllegalArgumentException.class, () -> parse("[1]"));
        Map<String, Object> seconds =
                parse(RESULT.formatted("TRAINED").replace("ms/op", "s/op")).getFirst();
        assertThrows(IllegalArgumentException.class, () -> Measurement.of(seconds));
    }

    private static List<Map<String, Object>> parse(String json) {
        return ResultFile.parse(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void jsonSurvives() {
        List<Map<String, Object>> results = parse("[{\"a\": [1, 2.5, null, true, \"é\\n\"], \"b\": {}, \"c\": null}]");
        assertEquals("[\n{\"a\":[1,2.5,null,true,\"é\\n\"],\"b\":{},\"c\":null}\n]\n", ResultFile.text(results));
    }

    @Test
    void table() {
        String text = new Markdown(Samples.comparison(), Pass.FORWARD).everything(LP, "chart.svg", "the report");
        assertTrue(text.contains("(chart.svg)"), text);
        assertTrue(text.contains("| 1 thread | this library | PyTorch 2 | ONNX Runtime 1 | ONNX Runtime 1, clamped "
                + "| copy loop | times as fast as PyTorch 2 | times as fast as ONNX Runtime 1, clamped |"), text);
        assertTrue(text.contains("| 1×256×120×120 ×2 | 3.00 (2.00–4.00) | 12.0 (12.0–12.0) | 48.0 (48.0–48.0) "
                + "| 15.0 (15.0–15.0) | 1.00 (1.00–1.00) | **4.00** | **5.00** |"), text);
        assertTrue(text.contains("5.00 times as fast as ONNX Runtime 1, clamped on 2 threads: the geometric"), text);
        assertTrue(text.contains("4.00 times as fast as PyTorch 2 on 2 threads: the geometric mean over 9"), text);
        assertTrue(text.contains("16.0 times as fast as ONNX Runtime 1 on 1 thread"), text);
        assertTrue(text.contains("a <fast> CPU, 2 cores, 512-bit vectors, JDK 25, 2026-11-23"), text);
        assertTrue(text.contains("    the command\n    the report\n"), text);
    }

    @Test
    void tableOfTheReadme() {
        String text = new Markdown(Samples.comparison(), Pass.FORWARD).summary(LP, "docs/all.md");
        assertTrue(text.contains("| B×C×H×W ×scale | 1 thread: this library | PyTorch 2 | times as fast "
                + "| ONNX Runtime 1, clamped | times as fast | 2 threads"), text);
        assertTrue(text.contains("| 1×256×120×120 ×2 | 3.00 | 12.0 | **4.00** | 15.0 | **5.00** | 3.00 | "), text);
        assertTrue(text.contains("exports: 3.20 times on 1 thread, 3.20 times on 2 threads, as geo"), text);
        assertTrue(text.contains("Made by\n\n    the command\n\n"), text);
        assertTrue(text.contains("a <fast> CPU, 2 cores, 512-bit vectors, JDK 25, 2026-11-23"), text);
        assertTrue(text.contains("](docs/all.md)"), text);
    }

    @Test
    void tableWithoutTheClampedForm() {
        List<Measurement> others = Samples.comparison().all().stream()
                .filter(measurement -> measurement.cell().engine() != Engine.ONNX_RUNTIME_CLAMPED)
                .toList();
        String text = new Markdown(new Comparison(others), Pass.FORWARD).summary(LP, "docs/all.md");
        assertTrue(text.contains("| 1 thread: this library | PyTorch 2 | times as fast | 2 threads"), text);
        assertFalse(text.toLowerCase(Locale.ROOT).contains("clamped"), text);
    }

    @Test
    void tablesOfTheBackwardPass() {
        Comparison comparison = new Comparison(List.of(
                Samples.measurement(Engine.DYSAMPLE_TRAINING, BenchmarkShape.PAPER, 1, 4, 2, 3),
                Samples.measurement(Engine.DYSAMPLE_BACKWARD, BenchmarkShape.PAPER, 1, 2),
                Samples.measurement(Engine.PYTORCH_TRAINING, BenchmarkShape.PAPER, 1, 15)));
        Markdown markdown = new Markdown(comparison, Pass.BACKWARD);
        String summary = markdown.summary(LP, null);
        assertTrue(summary.contains("| 1 thread: this library, forward and backward "
                + "| PyTorch 2, forward and backward | times as fast |"), summary);
        assertTrue(summary.contains("| 1×256×120×120 ×2 | 3.00 | 15.0 | **5.00** |"), summary);
        String everything = markdown.everything(LP, null, "the report");
        assertTrue(everything.contains("| this library, backward |"), everything);
        assertTrue(everything.contains("PyTorch's autograd allocates"), everything);
        assertTrue(everything.contains("5.00 times as fast as PyTorch 2, forward and backward on 1 thread"),
                everything);
    }

    @Test
    void theCommandsOfWhatIsShown() {
        Comparison comparison = Samples.comparison();
        assertEquals(List.of("the command"), comparison.commands(List.of(Engine.PYTORCH), LP));
        assertEquals(List.of(), comparison.commands(List.of(Engine.BILINEAR), LP));
        assertEquals(List.of(), comparison.commands(List.of(Engine.PYTORCH), new Variant(Style.PL, false)));
    }

    @Test
    void chart() throws Exception {
        String svg = new Chart(Samples.comparison(), LP).svg();
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg)));
        assertEquals("svg", document.getDocumentElement().getTagName());
        // Two panels of nine shapes with four bars each, and the four of the legend.
        assertEquals(2 * 9 * 4 + 4, document.getElementsByTagName("rect").getLength());
        assertTrue(svg.contains("prefers-color-scheme: dark"));
        assertTrue(svg.contains("a &lt;fast&gt; CPU"));
    }

    @Test
    void measurementsThatCannotBeCompared() {
        Measurement one = Samples.measurement(Engine.DYSAMPLE, BenchmarkShape.NECK, 1, 2);
        assertThrows(IllegalArgumentException.class, () -> new Comparison(List.of()));
        assertThrows(IllegalArgumentException.class, () -> new Comparison(List.of(one, one)));
        Measurement otherJdk = new Measurement(
                new Cell(Engine.PYTORCH, BenchmarkShape.NECK, Style.LP, false, 1, 0),
                512, Statistics.of(1), 1, 0, "26", one.circumstances());
        assertThrows(IllegalArgumentException.class, () -> new Comparison(List.of(one, otherJdk)));
    }

    @Test
    void section() throws IOException {
        String old = "before\n" + MarkedSection.BEGIN + "\nold\n" + MarkedSection.END + "\nafter\n";
        String expected = "before\n" + MarkedSection.BEGIN + "\nnew\n" + MarkedSection.END + "\nafter\n";
        assertEquals(expected, MarkedSection.replaced(old, "new\n", "file"));
        assertEquals(expected, MarkedSection.replaced(expected, "new\n", "file"));
        assertThrows(IOException.class, () -> MarkedSection.replaced("no marks", "new", "file"));
        assertThrows(IOException.class, () -> MarkedSection.replaced(old + old, "new", "file"));
    }
}
