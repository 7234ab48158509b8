package io.github.dysample.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {

    @ParameterizedTest
    @ValueSource(strings = {"info", "upsample", "init", "convert", "layers", "bench", "demo"})
    void everyCommandHelps(String command) {
        Command help = Command.run(command, "--help").succeeds();
        help.prints("Usage: dysample " + command, "--verbose", "--version", "Exit codes:", "wrong usage");
        assertFalse(help.out().contains("\033"), "colours in a stream that is no terminal");
        assertTrue(help.out().lines().allMatch(line -> line.length() <= 100), help.out());
        Command.run(command, "--version").succeeds().prints("dysample ");
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
        Command.run().fails(ExitCode.USAGE, "a command is missing: info, upsample,", "bench or demo", "--help");
        Command.run("upsmaple").fails(ExitCode.USAGE, "upsmaple");
        Command.run("upsample").fails(ExitCode.USAGE, "IN", "dysample upsample --help");
        Command.run("init", "x.safetensors").fails(ExitCode.USAGE, "--channels");
        Command.run("init", "x.safetensors", "--channels", "many").fails(ExitCode.USAGE, "many");
        Command.run("info", "--no-such-option").fails(ExitCode.USAGE, "--no-such-option");
        Command.run("init", "x.safetensors", "--channels", 8, "--style", "xl").fails(ExitCode.USAGE, "lp or pl");
    }

    @Test
    void aMistypedOptionIsNamedBeforeWhatComesOfIt() {
        Command.run("upsample", "--scal", 3).fails(ExitCode.USAGE, "dysample: unknown option: '--scal' (see:");
        Command.run("upsample", "a.npy", "b.npy", "--scal", 3).fails(ExitCode.USAGE, "unknown option: '--scal'");
        Command.run("init", "x.npz", "--chanels", 8).fails(ExitCode.USAGE, "unknown option: '--chanels'");
        Command.run("layers", "a.pth", "b.pth").fails(ExitCode.USAGE, "dysample: unknown argument: 'b.pth' (see:");
        Command.run("upsmaple").fails(ExitCode.USAGE, "dysample: unknown command: 'upsmaple' (see:");
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
