package io.github.dysample.cli;

import io.github.dysample.verify.BackendLayer;
import io.github.dysample.verify.PortedFiles;
import io.github.dysample.verify.PortedLayer;
import io.github.dysample.verify.Strictness;
import io.github.dysample.verify.Suite;
import io.github.dysample.verify.SuiteResult;
import io.github.dysample.verify.Verification;
import io.github.dysample.verify.Verifier;
import io.github.dysample.verify.internal.text.Printable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dysample verify}: a port against golden cases. */
@Command(
        name = "verify",
        description = {
            "Check a port against golden cases, stage by stage, and say where and how it went wrong.",
            "Without ACTUAL_DIR one of our own backends is checked, and has to have the bits of the suite.",
            "What has to hold is |actual - expected| <= atol + rtol * |expected|, expected in float64. Defaults are"
                + " those of torch.testing.assert_close for the type of the port's values, atol raised to what float32"
                + " needs: 4 times the error of our own result, and the rounding of coordinates on wide maps.",
            "Gradients may be off by 2e-5 of the largest of their tensor, those of offsets anyhow where their point is"
                + " within 1e-4 pixels of a whole number or the border, where rounding decides which slope it has.",
            "Stages for which a case has no file are computed."
        },
        exitCodeList = {
            "0:all cases pass",
            "1:a mismatch, or a case is missing",
            "2:wrong usage",
            "3:a file could not be read or written",
            "4:a bug in this program"
        },
        footer = "  dysample verify cases my-results --report report.html")
final class VerifyCommand extends Subcommand {
    @Parameters(
            index = "0",
            paramLabel = "SUITE_DIR",
            description = "The cases, as dysample golden writes them.")
    private Path suiteFolder;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "ACTUAL_DIR",
            description = "The port's results: <case>/<stage>.npy, or <case>.npz or .safetensors with arrays named as"
                    + " the stages; any of the stages.")
    private Path actualFolder;

    @Option(
            names = "--backend",
            paramLabel = "NAME",
            description = "The backend to check, if there is no ACTUAL_DIR (default: the best available).")
    private String backend;

    @Mixin
    private StrictnessOptions strictness;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Write everything as JSON; - is standard output, for this and the other reports, in the place"
                    + " of the text.")
    private Path json;

    @Option(names = "--junit", paramLabel = "FILE", description = "Write the XML of JUnit, a test per case.")
    private Path junit;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Write a page for the browser, one file: tables, histograms, maps of the errors.")
    private Path page;

    @Mixin
    private Targets targets;

    @Override
    public Integer call() throws IOException {
        Strictness strictly = strictness.strictness();
        checkFolders();
        checkReports();
        Suite suite = Suite.open(suiteFolder);
        Verification verification = verify(suite, strictly);
        SuiteResult result = verification.result();
        if (result.cases().isEmpty()) {
            throw strictness.noneConcerned();
        }
        if (reports().noneMatch(StandardStreams::isMeantBy)) {
            verification.text().lines().map(Printable::of).forEach(out()::println);
        }
        write(json, verification::json);
        write(junit, verification::junit);
        write(page, verification::html);
        return result.passes() ? ExitCode.DONE : result.hasUnreadable() ? ExitCode.FILE : ExitCode.NO;
    }

    private void checkFolders() {
        for (Path folder : new Path[] {suiteFolder, actualFolder}) {
            if (folder != null && Files.isRegularFile(folder)) {
                throw new UsageException(folder + ": is a file; name " + (folder == suiteFolder
                        ? "the folder that dysample golden wrote"
                        : "the folder in which the port's results are, or the folders of its cases"));
            }
        }
    }

    private void checkReports() throws IOException {
        Set<Path> named = new HashSet<>();
        for (Path report : reports().toList()) {
            targets.check(report, suiteFolder, actualFolder);
            if (!named.add(report.toAbsolutePath().normalize())) {
                throw new UsageException(report + ": named for two reports");
            }
        }
    }

    private Stream<Path> reports() {
        return Stream.of(json, junit, page).filter(Objects::nonNull);
    }

    private Verification verify(Suite suite, Strictness strictly) throws IOException {
        try (Progress _ = progress("verifying " + suite.names().size() + " cases")) {
            return Verifier.verify(suite, port(suite), strictly).withProvenance(provenance());
        }
    }

    private void write(Path file, Supplier<String> report) throws IOException {
        if (file != null) {
            streams().write(file, report.get());
        }
    }

    private PortedLayer port(Suite suite) throws IOException {
        if (actualFolder == null) {
            return new BackendLayer(BackendChoice.of(backend));
        }
        if (backend != null) {
            throw new UsageException("--backend checks one of ours; leave it out, or ACTUAL_DIR");
        }
        return new PortedFiles(actualFolder, suite.names().size() == 1);
    }
}
