package io.github.dysample.cli.build;

import io.github.dysample.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The manual: a page for the command and one for each of its commands, in the macros of man(7), from the model that
 * help is made of. The same command gives the same bytes.
 */
public final class ManPages {
    /** So wide that a synopsis is one line, which the reader's program then breaks. */
    private static final int ANY_WIDTH = 10_000;

    private ManPages() {}

    /** Writes {@code dysample.1}, {@code dysample-upsample.1} and so on into a folder. */
    public static void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        write(Main.model(), folder);
    }

    private static void write(CommandLine command, Path folder) throws IOException {
        CommandSpec spec = command.getCommandSpec();
        Files.writeString(folder.resolve(name(spec) + ".1"), page(spec));
        for (CommandLine subcommand : command.getSubcommands().values()) {
            write(subcommand, folder);
        }
    }

    private static String name(CommandSpec spec) {
        return spec.qualifiedName("-");
    }

    private static String page(CommandSpec spec) {
        spec.usageMessage().width(ANY_WIDTH);
        UsageMessageSpec usage = spec.usageMessage();
        StringBuilder page = new StringBuilder(".TH " + text(name(spec).toUpperCase(Locale.ROOT)) + " 1 \"\" \""
                + text(spec.root().version()[0]) + "\"\n.nh\n.ad l\n");
        section(page, "NAME", text(name(spec)) + " \\- " + text(summary(usage)) + "\n");
        section(page, "SYNOPSIS", synopsis(new Help(spec, Help.defaultColorScheme(Help.Ansi.OFF))));
        section(page, "DESCRIPTION", paragraphs(usage.description()));
        section(page, "ARGUMENTS", spec.positionalParameters().stream()
                .filter(argument -> !argument.hidden())
                .map(ManPages::argument)
                .collect(Collectors.joining()));
        section(page, "OPTIONS", spec.options().stream()
                .filter(option -> !option.hidden())
                .map(ManPages::option)
                .collect(Collectors.joining()));
        section(page, "COMMANDS", spec.subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .map(each -> entry(text(each.name()), summary(each.usageMessage()) + ", see " + name(each) + "(1)."))
                .collect(Collectors.joining()));
        section(page, "EXIT STATUS", usage.exitCodeList().entrySet().stream()
                .map(code -> entry(text(code.getKey()), code.getValue()))
                .collect(Collectors.joining()));
        section(page, "EXAMPLES", lines(String.join("\n", usage.footer())));
        if (spec.parent() != null) {
            section(page, "SEE ALSO", text(name(spec.parent())) + "(1)\n");
        }
        return page.toString();
    }

    private static String synopsis(Help help) {
        List<String> ways = help.synopsis(0).strip().lines().map(line -> text(line.strip())).toList();
        return String.join("\n.br\n", ways) + "\n";
    }

    private static String argument(PositionalParamSpec argument) {
        return entry(text(argument.paramLabel()), description(argument));
    }

    private static String option(OptionSpec option) {
        String names = Stream.of(option.names()).map(ManPages::text).collect(Collectors.joining("\\fR, \\fB"));
        String value = option.arity().max() == 0 ? "" : " \\fI" + text(option.paramLabel()) + "\\fR";
        return entry("\\fB" + names + "\\fR" + value, description(option));
    }

    private static String description(ArgSpec argument) {
        return String.join(" ", argument.description());
    }

    /** The first sentence, without its end. */
    private static String summary(UsageMessageSpec usage) {
        return usage.description()[0].replaceFirst("\\.$", "");
    }

    private static String entry(String marked, String description) {
        return ".TP\n" + marked + "\n" + text(description) + "\n";
    }

    private static String paragraphs(String... paragraphs) {
        return Stream.of(paragraphs).map(ManPages::text).collect(Collectors.joining("\n.PP\n", "", "\n"));
    }

    /** Lines that stay as they are. */
    private static String lines(String lines) {
        List<String> each = lines.strip().lines().map(line -> text(line.strip())).toList();
        return ".nf\n" + String.join("\n", each) + "\n.fi\n";
    }

    private static void section(StringBuilder page, String title, String content) {
        if (!content.isEmpty()) {
            page.append(".SH \"").append(title).append("\"\n").append(content);
        }
    }

    /** Text in which nothing is taken for a command of roff, and a hyphen is one that can be copied to a shell. */
    private static String text(String plain) {
        String escaped = plain.replace("\\", "\\e").replace("-", "\\-").replace("\"", "\\(dq");
        return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
    }
}
