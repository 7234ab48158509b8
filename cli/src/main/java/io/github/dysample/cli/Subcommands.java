package io.github.dysample.cli;

import java.util.Locale;
import java.util.function.Supplier;
import picocli.CommandLine;

/** The commands, in the order in which help lists them. */
enum Subcommands {
    INFO(InfoCommand::new),
    UPSAMPLE(UpsampleCommand::new),
    TRAIN(TrainCommand::new),
    BACKWARD(BackwardCommand::new),
    INIT(InitCommand::new),
    CONVERT(ConvertCommand::new),
    LAYERS(LayersCommand::new),
    TENSORS(TensorsCommand::new),
    ONNX(OnnxCommand::new),
    GOLDEN(GoldenCommand::new),
    VERIFY(VerifyCommand::new),
    COMPARE(CompareCommand::new),
    OP(OpCommand::new),
    VISUALIZE(VisualizeCommand::new),
    BENCH(BenchCommand::new),
    DEMO(DemoCommand::new),
    HELP(HelpCommand::new),
    COMPLETION(CompletionCommand::new);

    private final Supplier<Object> command;

    Subcommands(Supplier<Object> command) {
        this.command = command;
    }

    /**
     * Adds the command that a command line begins with, or all if it does not begin with one: help lists them, and a
     * mistyped one is told from an argument. Reading the annotations of all takes longer than a small command runs.
     */
    static void addTo(CommandLine root, String... args) {
        for (Subcommands each : values()) {
            if (args.length > 0 && each.title().equals(args[0]) && !each.knowsOthers()) {
                root.addSubcommand(each.command.get());
                return;
            }
        }
        for (Subcommands each : values()) {
            root.addSubcommand(each.command.get());
        }
    }

    private boolean knowsOthers() {
        return this == HELP || this == COMPLETION;
    }

    private String title() {
        return name().toLowerCase(Locale.ROOT);
    }
}
