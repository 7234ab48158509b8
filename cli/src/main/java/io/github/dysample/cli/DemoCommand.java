package io.github.dysample.cli;

import io.github.dysample.cli.demo.Demo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dysample demo}: the whole library on a photograph, checked against PyTorch. */
@Command(
        name = "demo",
        description = {
            "Upsample a photograph's features with a layer trained in PyTorch, and check the result; then train a layer"
                    + " here, and compare it with upsamplers that do not learn.",
            "The exit code is 1 if backends differ in a bit, if the result is farther from float64 than PyTorch's, or"
                    + " if the layer that was trained is no better than the others."
        },
        footer = "  dysample demo --out pictures")
final class DemoCommand extends Subcommand {
    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "dysample-demo",
            description = "Folder for the pictures (default: dysample-demo).")
    private Path folder;

    @Mixin
    private Targets targets;

    @Override
    public Integer call() throws IOException {
        for (String name : Demo.PICTURES) {
            Path picture = folder.resolve(name);
            if (Files.exists(picture)) {
                targets.check(picture);
            }
        }
        return new Demo(out(), folder).run() ? ExitCode.DONE : ExitCode.NO;
    }
}
