package io.github.dysample.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** What is wrong with a command line, in words. */
final class ParseErrors {
    private ParseErrors() {}

    /**
     * {@return what to tell the user} A mistyped option leaves its value to be taken for a file; picocli reports what
     * comes of that before it reports the option.
     */
    static String describe(ParameterException wrong) {
        CommandLine command = wrong.getCommandLine();
        List<String> unmatched = command.getUnmatchedArguments();
        if (unmatched.isEmpty()) {
            return wrong.getMessage();
        }
        for (String argument : unmatched) {
            if (argument.startsWith("-") && argument.length() > 1) {
                String name = argument.replaceFirst("=.*", "");
                return "unknown option: '" + argument + "'"
                        + Suggestions.question(name, command.getCommandSpec().optionsMap().keySet());
            }
        }
        String what = command.getSubcommands().isEmpty() ? "argument" : "command";
        return "unknown " + what + ": '" + unmatched.getFirst() + "'"
                + Suggestions.question(unmatched.getFirst(), command.getSubcommands().keySet());
    }
}
