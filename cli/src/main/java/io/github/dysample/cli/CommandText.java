package io.github.dysample.cli;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A command line as it can be given to a shell again. */
final class CommandText {
    private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-]+", Pattern.UNICODE_CHARACTER_CLASS);

    private CommandText() {}

    static String of(List<String> arguments) {
        return of("dysample", arguments);
    }

    static String of(String command, List<String> arguments) {
        return command + arguments.stream().map(each -> " " + quoted(each)).collect(Collectors.joining());
    }

    private static String quoted(String argument) {
        return PLAIN.matcher(argument).matches() ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }
}
