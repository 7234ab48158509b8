package io.github.dysample.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"info", "upsample", "train", "backward", "init", "convert", "layers", "golden", "verify",
        "compare", "op", "visualize", "bench", "demo", "help", "completion"})
    void everyCommandHelps(String command) {
        Command help = Command.run(command, "--help").succeeds();
        help.prints("Usage: dysample " + command, "--verbose", "--version", "Exit codes:", "wrong usage");
        String example = help.out().substring(help.out().lastIndexOf("Example:"));
        assertTrue(example.contains("dysample " + command), example);
        assertFalse(help.out().contains("\033"), "colours in a stream that is no terminal");
        assertTrue(help.out().lines().allMatch(line -> line.length() <= 100), help.out());
        Command.run(command, "--version").succeeds().prints("dysample ");
        assertEquals(help.out(), Command.run("help", command).succeeds().out());
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 72, 150})
    void helpIsAsWideAsTheTerminal(int columns) {
        System.setProperty(Progress.COLUMNS, Integer.toString(columns));
        try {
            int widest = Command.run("upsample", "--help").out().lines().mapToInt(String::length).max().orElseThrow();
            // Where lines break, they leave room for a word at most.
            assertTrue(widest <= Math.max(55, columns) && widest > columns - 20, "widest " + widest);
        } finally {
            System.clearProperty(Progress.COLUMNS);
        }
    }

    @Test
    void theCommandAloneHelps() {
        Command help = Command.run("--help").succeeds();
        assertEquals(help.out(), Command.run().succeeds().out());
        assertEquals(help.out(), Command.run("help").succeeds().out());
        Command.run("help", "op", "conv1x1").succeeds().prints("Usage: dysample op conv1x1");
        Command.run("help", "upsmaple").fails(ExitCode.USAGE, "unknown command: 'upsmaple'; did you mean upsample?");
    }

    @Test
    void theCommandItselfHelps() {
        Command.run("--help").succeeds().prints(
                "  info ", "  upsample ", "  init ", "  convert ", "  layers ", "  bench ", "  demo ", "Exit codes:");
        Command version = Command.run("--version").succeeds();
        assertFalse(version.out().contains("${"), version.out());
    }

    @Test
    void wrongUsageIsOneLineWithAHint() {
        Command.run("upsmaple").fails(ExitCode.USAGE, "upsmaple");
        Command.run("upsample").fails(ExitCode.USAGE, "IN", "dysample upsample --help");
        Command.run("init", "x.safetensors").fails(ExitCode.USAGE, "--channels");
        Command.run("init", "x.safetensors", "--channels", "many").fails(ExitCode.USAGE, "many");
        Command.run("info", "--no-such-option").fails(ExitCode.USAGE, "--no-such-option");
        Command.run("init", "x.safetensors", "--channels", 8, "--style", "xl").fails(ExitCode.USAGE, "lp or pl");
    }

    @Test
    void aMistypedOptionIsNamedBeforeWhatComesOfIt() {
        Command.run("upsample", "--scal", 3)
                .fails(ExitCode.USAGE, "dysample: unknown option: '--scal'; did you mean --scale? (see:");
        Command.run("upsample", "a.npy", "b.npy", "--scal", 3).fails(ExitCode.USAGE, "unknown option: '--scal'");
        Command.run("init", "x.npz", "--chanels", 8)
                .fails(ExitCode.USAGE, "unknown option: '--chanels'; did you mean --channels?");
        Command.run("layers", "a.pth", "b.pth").fails(ExitCode.USAGE, "dysample: unknown argument: 'b.pth' (see:");
        Command.run("upsmaple")
                .fails(ExitCode.USAGE, "dysample: unknown command: 'upsmaple'; did you mean upsample? (see:");
        Command.run("xyz").fails(ExitCode.USAGE, "dysample: unknown command: 'xyz' (see:");
    }

    @Test
    void capitalLettersMakeNoOtherName() throws IOException {
        Command.run("init", folder.resolve("a.npz"), "--channels", 8, "--style", "PL").succeeds();
        Command.run("convert", folder.resolve("a.npz"), folder.resolve("b.npz"), "--dtype", "BF16").succeeds();
        Path suite = folder.resolve("suite");
        Command.run("golden", suite, "--offsets", "Large").succeeds();
        Command.run("verify", suite, "--backend", "Scalar", "--stage", "Offsets,Y").succeeds();
        Command.run("bench", "--shape", "1x4x2x2", "--seconds", 1, "--backend", "SCALAR", "--format", "CSV").succeeds();
        Path x = suite.resolve("cases").resolve(suite.resolve("cases").toFile().list()[0]).resolve("x.npy");
        Command.run("upsample", x, "-", "--format", "Npy").succeeds();
    }

    @Test
    void completionIsAScript() {
        Command bash = Command.run("completion", "bash").succeeds();
        bash.prints("complete -F _complete_dysample", "_picocli_dysample_op_conv1x1", "--prefix");
        assertEquals(bash.out(), Command.run("completion", "ZSH").succeeds().out());
        Command.run("completion", "fish").fails(ExitCode.USAGE, "fish");
    }

    @Test
    void whatCannotBeAPathIsWrongUsage() {
        Command run = Command.run("layers", "a\0b.pth").fails(ExitCode.USAGE, "'a\\u0000b.pth' cannot name a file");
        assertFalse(run.err().contains("Exception"), run.err());
    }

    @Test
    void verboseShowsTheStackTraceBeforeAndAfterTheCommand() {
        for (Object[] args : new Object[][] {
            {"--verbose", "layers", "missing.pth"}, {"layers", "--verbose", "missing.pth"}
        }) {
            Command run = Command.run(args);
            assertEquals(ExitCode.FILE, run.code());
            assertTrue(run.err().startsWith("dysample: missing.pth: no such file or directory\n"), run.err());
            assertTrue(run.err().contains("\tat "), run.err());
        }
    }

    @Test
    void infoNamesBackendsAndTheChoice() {
        Command.run("info").succeeds().prints(
                "JDK", "threads       upsample uses", "processors: ", "vector width", "scalar, available", "chosen");
    }
}
