package io.github.dysample.jmh.compare;

import io.github.dysample.Style;
import io.github.dysample.jmh.Engine;
import io.github.dysample.jmh.Pass;
import io.github.dysample.jmh.report.Cell;
import io.github.dysample.measure.BenchmarkShape;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that choose what to measure. */
final class CellOptions {
    /** OpenMP's variable, which has to be PASSIVE. */
    static final String WAIT_POLICY = "OMP_WAIT_POLICY";

    /** Whether the reach of offsets is fixed or a second convolution gives it. */
    enum Scope {
        STATIC,
        DYNAMIC
    }

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--pass", defaultValue = "FORWARD", paramLabel = "PASS",
            description = "Which engines are measured if --engines is not given: those of the ${COMPLETION-CANDIDATES} "
                    + "pass; ${DEFAULT-VALUE} if not given. BACKWARD is the output and all gradients.")
    private Pass pass;

    @Option(names = "--engines", split = ",", paramLabel = "ENGINE",
            description = "Some of ${COMPLETION-CANDIDATES}; all of the pass that were built in if not given, without "
                    + "DYSAMPLE_NEW_OUTPUT.")
    private List<Engine> engines;

    @Option(names = "--shapes", split = ",", paramLabel = "SHAPE",
            description = "Some of ${COMPLETION-CANDIDATES}; all if not given.")
    private List<BenchmarkShape> shapes = List.of(BenchmarkShape.values());

    @Option(names = "--styles", split = ",", paramLabel = "STYLE",
            description = "Some of ${COMPLETION-CANDIDATES}; both if not given.")
    private List<Style> styles = List.of(Style.values());

    @Option(names = "--scopes", split = ",", paramLabel = "SCOPE",
            description = "Some of ${COMPLETION-CANDIDATES}; both if not given.")
    private List<Scope> scopes = List.of(Scope.values());

    @Option(names = "--threads", split = ",", paramLabel = "N", defaultValue = "1,2",
            description = "How many threads compute; ${DEFAULT-VALUE} if not given.")
    private List<Integer> threads;

    @Option(names = "--bits", split = ",", paramLabel = "N", defaultValue = "0",
            description = "Widths to hold our vectors to, such as 256 and 128; 0 is the CPU's own.")
    private List<Integer> bits;

    /** All measurements that were asked for; engines that compute no layer have one cell for all styles and scopes. */
    Set<Cell> all() {
        Set<Cell> cells = new LinkedHashSet<>();
        for (BenchmarkShape shape : shapes) {
            for (Style style : styles) {
                for (Scope scope : scopes) {
                    for (int count : threads) {
                        engines.forEach(engine -> add(cells, engine, shape, style, scope, count));
                    }
                }
            }
        }
        return cells;
    }

    private void add(Set<Cell> cells, Engine engine, BenchmarkShape shape, Style style, Scope scope, int count) {
        for (int width : engine.usesVectors() ? bits : List.of(0)) {
            cells.add(new Cell(engine, shape, style, scope == Scope.DYNAMIC, count, width));
        }
    }

    boolean useOpenMp() {
        return engines.stream().anyMatch(Engine::usesOpenMp);
    }

    void check() {
        if (engines == null) {
            engines = Stream.of(Engine.values())
                    .filter(engine -> engine.pass() == pass)
                    .filter(engine -> engine != Engine.DYSAMPLE_NEW_OUTPUT && engine.isPresent())
                    .toList();
        }
        for (Engine engine : engines) {
            if (!engine.isPresent()) {
                throw wrong(engine + " is not built in: build with mvn -q -DskipTests -Ppeers package");
            }
            if (engine.usesOpenMp() && !"PASSIVE".equalsIgnoreCase(System.getenv(WAIT_POLICY))) {
                throw wrong(engine + " wants " + WAIT_POLICY
                        + "=PASSIVE in the environment, so that no idle thread spins");
            }
        }
        threads.forEach(count -> requireAtLeast(1, "--threads", count));
        for (int width : bits) {
            if (width != 0 && (width < 128 || Integer.bitCount(width) != 1)) {
                throw wrong("--bits is " + width + ", must be 0 or a power of two from 128");
            }
        }
    }

    void requireAtLeast(int least, String option, int value) {
        if (value < least) {
            throw wrong(option + " is " + value + ", must be at least " + least);
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
