package io.github.dysample.jmh.cold;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts the processes.
 *
 * @param calls how many first calls are timed
 * @param seconds when the calls of the automatic choice count as settled, 0 not to measure that
 * @param limit after so many seconds no further of the first calls is begun
 * @param python the command that is Python
 */
record Launcher(int calls, double seconds, double limit, String python) {
    /** The script, from the folder of the checkout. */
    private static final Path SCRIPT = Path.of("testdata", "cold.py");

    /** The vector backend gets longer: its steady state is the measure, and on large maps 3 s are hardly enough. */
    private static final double PURE_TIMES_LONGER = 3;

    private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

    /**
     * Runs one process to its end.
     *
     * @throws IOException if it fails, with what it printed
     */
    Run run(Start start) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(start.choice() == Choice.PYTORCH ? python(start) : java(start));
        long before = System.currentTimeMillis();
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        if (code != 0) {
            throw new IOException(start.text() + " ended with " + code + ": " + output.strip());
        }
        try {
            Times times = Times.parse(output);
            return new Run(start, times.firstResult() - before, times);
        } catch (IllegalArgumentException noTimes) {
            throw new IOException(start.text() + ": " + noTimes.getMessage() + ", but: " + output.strip(), noTimes);
        }
    }

    private List<String> java(Start start) {
        List<String> command = new ArrayList<>(List.of(JAVA));
        command.addAll(start.kind().options());
        command.addAll(List.of("--add-modules", "jdk.incubator.vector", "-cp", System.getProperty("java.class.path"),
                Child.class.getName(), start.choice().name(), start.shape().toString(), Integer.toString(calls),
                Double.toString(settle(start)), Double.toString(limit),
                Boolean.toString(start.kind() == Kind.CHECKED)));
        return command;
    }

    private List<String> python(Start start) throws IOException {
        if (!Files.exists(SCRIPT)) {
            throw new IOException("there is no " + SCRIPT + " here: run it in the folder of the checkout");
        }
        return List.of(python, SCRIPT.toString(), start.shape().toString(), Integer.toString(calls),
                Double.toString(settle(start)));
    }

    private double settle(Start start) {
        if (start.kind() != Kind.USUAL) {
            return 0;
        }
        return start.choice() == Choice.VECTOR ? PURE_TIMES_LONGER * seconds : seconds;
    }
}
