package io.github.dysample.cli.demo;

import java.io.PrintStream;
import java.util.Locale;

/** Lines with a name on the left. */
final class Table {
    private Table() {}

    static void row(PrintStream out, String name, String format, Object... values) {
        out.printf("%-21s %s%n", name, String.format(Locale.ROOT, format, values));
    }
}
