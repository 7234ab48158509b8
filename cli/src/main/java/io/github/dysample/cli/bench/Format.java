package io.github.dysample.cli.bench;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** How results are reported. */
public enum Format {
    /** A Markdown table under a heading. */
    MD(BenchMarkdown::print),
    /** A JSON array of objects. */
    JSON(BenchJson::print),
    /** A line of names, and a line for each result. */
    CSV(BenchCsv::print);

    private interface Report {
        void print(List<Result> results, Machine machine, PrintStream out);
    }

    private final Report report;

    Format(Report report) {
        this.report = report;
    }

    void print(List<Result> results, Machine machine, PrintStream out) {
        report.print(results, machine, out);
    }

    /**
     * The format of a name.
     *
     * @param name {@code md}, {@code json} or {@code csv}
     * @return the format
     * @throws IllegalArgumentException if there is none of that name
     */
    public static Format ofName(String name) {
        for (Format format : values()) {
            if (format.name().toLowerCase(Locale.ROOT).equals(name)) {
                return format;
            }
        }
        throw new IllegalArgumentException("format is \"" + name + "\", must be md, json or csv");
    }
}
