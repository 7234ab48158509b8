package io.github.dysample.jmh.compare;

import io.github.dysample.jmh.WidthProfiler;
import io.github.dysample.jmh.report.Cell;
import io.github.dysample.jmh.report.ResultFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Measures single cells with JMH, whose own words go to a log. */
final class CellRun implements AutoCloseable {
    private final PrintStream log;
    private final int forks;
    private final Integer warmUps; // null for the benchmark's own
    private final int iterations;

    CellRun(Path log, int forks, Integer warmUps, int iterations) throws IOException {
        this.log = new PrintStream(
                Files.newOutputStream(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                true,
                StandardCharsets.UTF_8);
        this.forks = forks;
        this.warmUps = warmUps;
        this.iterations = iterations;
    }

    /** One result as JMH writes it. */
    Map<String, Object> measure(Cell cell) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + Pattern.quote(cell.engine().benchmark()) + "$")
                .param("shape", cell.shape().name())
                .param("threads", Integer.toString(cell.threads()))
                .forks(forks)
                .measurementIterations(iterations)
                .addProfiler(GCProfiler.class)
                .addProfiler(WidthProfiler.class)
                .shouldFailOnError(true)
                // Without this, forks inherit the options of this JVM.
                .jvmArgs();
        if (warmUps != null) {
            options.warmupIterations(warmUps);
        }
        if (cell.style() != null) {
            options.param("style", cell.style().name()).param("dynamicScope", Boolean.toString(cell.dynamicScope()));
        }
        if (cell.forcedBits() != 0) {
            options.jvmArgsAppend("-XX:MaxVectorSize=" + cell.forcedBits() / Byte.SIZE);
        }
        Collection<RunResult> results = run(options.build());
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        ResultFormatFactory.getInstance(ResultFormatType.JSON, new PrintStream(json, false, StandardCharsets.UTF_8))
                .writeOut(results);
        List<Map<String, Object>> written = ResultFile.parse(json.toByteArray());
        if (written.size() != 1) {
            throw new RunnerException(written.size() + " results for " + cell.text());
        }
        return written.getFirst();
    }

    private Collection<RunResult> run(Options options) throws RunnerException {
        PrintStream out = System.out;
        // Where JMH passes on what forks print.
        System.setOut(log);
        try {
            return new Runner(options, OutputFormatFactory.createFormatInstance(log, VerboseMode.NORMAL)).run();
        } finally {
            System.setOut(out);
        }
    }

    @Override
    public void close() {
        log.close();
    }
}
