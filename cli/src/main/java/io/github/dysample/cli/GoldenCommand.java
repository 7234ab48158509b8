package io.github.dysample.cli;

import io.github.dysample.DySampleConfig;
import io.github.dysample.verify.CaseSpec;
import io.github.dysample.verify.Irregularity;
import io.github.dysample.verify.OffsetReach;
import io.github.dysample.verify.Suite;
import io.github.dysample.verify.internal.text.Printable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dysample golden}: reference data for a port. */
@Command(
        name = "golden",
        description = {
            "Write golden cases: an input, a layer, and every stage of the result in float32 and float64.",
            "--suite standard writes the set that catches every known mistake of a port of the paper's layer, --suite"
                    + " heads those of one that has end_conv, too, --suite gradients those of a backward pass; the"
                    + " other options make one case.",
            "The suites have the stages of the backward pass, too, a case of your own has them with --gradients.",
            "The same command gives the same bytes on every machine."
        },
        footer = "  dysample golden cases --suite standard")
final class GoldenCommand extends Subcommand {
    /** The options that do not describe a single case. */
    private static final Set<String> OF_SUITES = Set.of("--suite", "--gradients");

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "OUTDIR", description = "The folder to write; it must not exist, or be empty.")
    private Path out;

    @Option(
            names = "--suite",
            paramLabel = "NAME",
            description = "A documented set of cases: standard, the paper's layer in all variants, heads, layers that"
                    + " end in a 1x1 convolution, as in networks for super-resolution, or gradients, a case for each"
                    + " mistake of a backward pass.")
    private NamedSuite suite;

    @Option(names = "--channels", paramLabel = "N", defaultValue = "16", description = "Channels (default: 16).")
    private int channels;

    @Mixin
    private ConfigOptions layer;

    @Option(
            names = "--end-conv",
            paramLabel = "N",
            description = "End in end_conv, a 1x1 convolution to N channels after the sampling (default: none).")
    private Integer endConv;

    @Option(names = "--height", paramLabel = "N", defaultValue = "7", description = "Height (default: 7).")
    private int height;

    @Option(names = "--width", paramLabel = "N", defaultValue = "9", description = "Width (default: 9).")
    private int width;

    @Option(names = "--batch", paramLabel = "N", defaultValue = "1", description = "Items (default: 1).")
    private int batch;

    @Mixin
    private SeedOption seed;

    @Option(
            names = "--offsets",
            paramLabel = "REACH",
            defaultValue = "small",
            description = "How far offsets go: zero, untrained, small (a quarter of a pixel), large (a pixel), wild"
                    + " (8 pixels) or far (10^12 pixels) (default: small).")
    private OffsetReach offsets;

    @Option(
            names = "--gradients",
            description = "Write gradOut, a gradient of the output, and every stage of the backward pass from it.")
    private boolean gradients;

    @Override
    public Integer call() throws IOException {
        List<CaseSpec> cases = suite == null ? List.of(one()) : ofSuite();
        Targets.checkNewFolder(out);
        try (Progress _ = progress("writing " + cases.size() + " cases")) {
            Suite.write(out, cases, gradients || suite != null, "dysample golden " + Version.text());
        }
        out().println(cases.size() + (cases.size() == 1 ? " case" : " cases") + " in "
                + Printable.of(out.toString()) + "; README.md there describes the files");
        return ExitCode.DONE;
    }

    private List<CaseSpec> ofSuite() {
        long others = spec.commandLine().getParseResult().matchedOptions().stream()
                .filter(option -> !OF_SUITES.contains(option.longestName()) && !option.inherited())
                .count();
        if (others > 0) {
            throw new UsageException("--suite " + suite.title() + " goes with no option that describes a single case");
        }
        return suite.cases();
    }

    private CaseSpec one() {
        DySampleConfig config = config();
        if (batch < 1 || height < 1 || width < 1) {
            throw new UsageException("batch " + batch + ", height " + height + ", width " + width
                    + ": each must be at least 1");
        }
        config.checkInput(batch, config.channels(), height, width);
        String name = String.join("-", config.style().torchName(), config.dynamicScope() ? "dynamic" : "static",
                "c" + channels + (config.hasEndConv() ? "to" + config.endConvOutputs() : ""),
                "s" + config.scale(), "g" + config.groups(), batch + "x" + height + "x" + width,
                offsets.title(), "seed" + seed.value);
        return new CaseSpec(name, config + ".", config, batch, height, width,
                seed.value, offsets, Irregularity.NONE);
    }

    private DySampleConfig config() {
        if (endConv == null) {
            return layer.of(channels);
        }
        if (endConv < 1) {
            throw new UsageException("--end-conv is " + endConv
                    + ", must be at least 1; without the option the layer has none");
        }
        return layer.of(channels).withEndConv(endConv);
    }
}
