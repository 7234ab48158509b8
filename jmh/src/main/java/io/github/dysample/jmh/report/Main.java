package io.github.dysample.jmh.report;

import io.github.dysample.Style;
import io.github.dysample.io.AtomicFile;
import io.github.dysample.jmh.Engine;
import io.github.dysample.jmh.Pass;
import io.github.dysample.jmh.Program;
import io.github.dysample.jmh.report.Comparison.Variant;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Turns results into the README's table, a page with all of them, and a chart. */
@Command(
        name = "report.Main",
        sortOptions = false,
        description = "Turns results of the comparison into tables and a chart.")
public final class Main extends Program {
    @Parameters(arity = "1..*", paramLabel = "RESULTS", description = "Files of the comparison, of one machine.")
    private List<Path> files;

    @Option(names = "--pass", defaultValue = "FORWARD", paramLabel = "PASS",
            description = "Which engines to report on: those of the ${COMPLETION-CANDIDATES} pass; ${DEFAULT-VALUE} if "
                    + "not given.")
    private Pass pass;

    @Option(names = "--readme", paramLabel = "FILE",
            description = "Writes the table between the lines " + MarkedSection.BEGIN + " and "
                    + MarkedSection.END + ".")
    private Path readme;

    @Option(names = "--svg", paramLabel = "FILE", description = "Writes the chart.")
    private Path svg;

    @Option(names = "--all", paramLabel = "FILE", description = "Writes a page with every measurement.")
    private Path all;

    @Option(names = "--style", defaultValue = "LP",
            description = "The style in table and chart; ${DEFAULT-VALUE} if not given.")
    private Style style;

    @Option(names = "--dynamic", description = "Dynamic scope in table and chart, in place of static scope.")
    private boolean dynamicScope;

    private Main() {}

    public static void main(String[] args) {
        new Main().runAndExit(args);
    }

    @Override
    public Integer call() throws IOException, XMLStreamException {
        if (readme == null && svg == null && all == null) {
            throw wrong("there is nothing to write: --readme, --svg or --all");
        }
        if (svg != null && pass != Pass.FORWARD) {
            throw wrong("--svg draws the forward pass, not with --pass " + pass);
        }
        Comparison comparison = new Comparison(measurements());
        Variant variant = new Variant(style, dynamicScope);
        boolean summary = svg != null || readme != null;
        if (summary && comparison.threads().stream().allMatch(count -> comparison.shapes(variant, count).isEmpty())) {
            throw new IOException("there are no results for " + variant.text() + " at the CPU's own vector width");
        }
        if (svg != null && !comparison.engines().contains(Engine.PYTORCH)) {
            throw new IOException("there are no results of PyTorch, whose speed is the chart's measure");
        }
        Markdown markdown = new Markdown(comparison, pass);
        if (svg != null) {
            write(svg, new Chart(comparison, variant).svg());
        }
        if (all != null) {
            write(all, markdown.everything(variant, link(svg, all), typed()));
        }
        if (readme != null) {
            MarkedSection.replace(readme, markdown.summary(variant, link(all, readme)));
        }
        return 0;
    }

    private List<Measurement> measurements() throws IOException {
        List<Measurement> measurements = new ArrayList<>();
        for (Path file : files) {
            for (Map<String, Object> result : ResultFile.read(file)) {
                measurement(file, result)
                        .filter(measurement -> measurement.cell().engine().pass() == pass)
                        .ifPresent(measurements::add);
            }
        }
        return measurements;
    }

    private static Optional<Measurement> measurement(Path file, Map<String, Object> result) throws IOException {
        try {
            return Measurement.of(result);
        } catch (IllegalArgumentException unusable) {
            throw new IOException(file + ": " + unusable.getMessage(), unusable);
        }
    }

    /** A file's place as another sees it; null if it is not written. */
    private static String link(Path file, Path from) {
        if (file == null) {
            return null;
        }
        Path folder = from.toAbsolutePath().normalize().getParent();
        return folder.relativize(file.toAbsolutePath().normalize()).toString().replace('\\', '/');
    }

    private static void write(Path file, String text) throws IOException {
        AtomicFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }
}
