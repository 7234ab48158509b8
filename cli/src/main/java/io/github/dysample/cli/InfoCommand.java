package io.github.dysample.cli;

import io.github.dysample.Backends;
import java.io.PrintStream;
import jdk.incubator.vector.FloatVector;
import picocli.CommandLine.Command;

/** {@code dysample info}: what this machine offers, and what is made of it. */
@Command(
        name = "info",
        description = "Show the version, the JDK, the backends, and which is used.",
        footer = "  dysample info")
final class InfoCommand extends Subcommand {
    @Override
    public Integer call() {
        PrintStream out = out();
        line(out, "dysample", Version.text());
        line(out, "JDK", System.getProperty("java.runtime.version") + ", " + System.getProperty("java.vm.name") + ", "
                + System.getProperty("java.vendor"));
        line(out, "machine", System.getProperty("os.name") + " " + System.getProperty("os.arch")
                + ", memory for the JVM: " + (Runtime.getRuntime().maxMemory() >> 20) + " MiB");
        line(out, "threads", "upsample uses one for each processor, bench 1, unless --threads says otherwise;"
                + " processors: " + Runtime.getRuntime().availableProcessors());
        line(out, "vector width", FloatVector.SPECIES_PREFERRED.vectorBitSize() + " bits, floats: "
                + FloatVector.SPECIES_PREFERRED.length());
        for (Backends.Candidate candidate : Backends.all()) {
            line(out, "backend", candidate.name() + (candidate.probe().isAvailable() ? ", available: "
                    : ", unavailable: ") + candidate.probe().text());
        }
        line(out, "chosen", BackendChoice.of(null).name());
        line(out, "because", Backends.why());
        return ExitCode.DONE;
    }

    private static void line(PrintStream out, String name, String value) {
        out.printf("%-13s %s%n", name, value);
    }
}
