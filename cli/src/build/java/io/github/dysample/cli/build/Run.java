package io.github.dysample.cli.build;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Runs the command of an image, the first argument, with the arguments that follow, and ends with its exit code. */
final class Run {
    private Run() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(Arrays.asList(arguments));
        line.set(0, Programs.of(Path.of(arguments[0])).command().toString());
        System.exit(new ProcessBuilder(line).inheritIO().start().waitFor());
    }
}
