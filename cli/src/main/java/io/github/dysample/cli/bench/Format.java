package io.github.dysample.cli.bench;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** How results are reported. */
public enum Format {
    /** A Markdown table under a heading. */
    MD,
    /** A JSON array of objects. */
    JSON,
    /** A JSON object in each line. */
    JSONL,
    /** A line of names, and a line for each result. */
    CSV;

    void print(List<Result> results, Machine machine, PrintStream out) {
        switch (this) {
            case MD -> BenchMarkdown.print(results, machine, out);
            case JSON -> BenchJson.print(results, machine, out);
            case JSONL -> BenchJson.printLines(results, machine, out);
            case CSV -> BenchCsv.print(results, machine, out);
        }
    }

    /** The format named {@code md}, {@code json}, {@code jsonl} or {@code csv}. */
    public static Format ofName(String name) {
        for (Format format : values()) {
            if (format.name().toLowerCase(Locale.ROOT).equals(name)) {
                return format;
            }
        }
        throw new IllegalArgumentException("format is \"" + name + "\", must be md, json, jsonl or csv");
    }
}
