package io.github.dysample.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.Backends;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.jr.ob.JSON;

class BenchTest {

    private static List<String> available() {
        return Backends.all().reversed().stream()
                .filter(candidate -> candidate.probe().isAvailable())
                .map(Backends.Candidate::name)
                .toList();
    }

    @Test
    void jsonHasAnObjectForEachShapeAndBackend() {
        Command run = Command.run("bench", "--shape", "1x8x5x6", "--shape", "2x16x3x3", "--style", "pl", "--scope",
                        "--groups", 2, "--threads", 2, "--repetitions", 3, "--format", "json")
                .succeeds();
        List<Object> objects = JSON.std.listFrom(run.out());
        assertEquals(2 * available().size(), objects.size());
        assertEquals(objects.size(), run.out().lines().count());
        assertTrue(run.out().endsWith("]\n"), run.out());
        for (int i = 0; i < objects.size(); i++) {
            Map<?, ?> object = (Map<?, ?>) objects.get(i);
            assertEquals(available().get(i % available().size()), object.get("backend"));
            assertEquals(i < available().size() ? List.of(1, 8, 5, 6) : List.of(2, 16, 3, 3), object.get("shape"));
            assertEquals(2, object.get("scale"));
            assertEquals(2, object.get("groups"));
            assertEquals("pl", object.get("style"));
            assertEquals(true, object.get("dynamicScope"));
            assertEquals(2, object.get("threads"));
            assertEquals("vector".equals(object.get("backend")), object.get("vectorBits") instanceof Integer);
            assertTrue((int) object.get("calls") >= 3);
            assertTrue((int) object.get("allocatedBytesPerCall") >= 0);
            assertTrue(object.get("settled") instanceof Boolean);
            double least = (double) object.get("minMs");
            assertTrue(least > 0 && least <= (double) object.get("medianMs") && least <= (double) object.get("meanMs"));
            for (String name : new String[] {"gigaflops", "gigabytesPerSecond", "floorMs", "shareOfFloor"}) {
                assertTrue((double) object.get(name) > 0, name);
            }
        }
    }

    @Test
    void markdownIsAnAlignedTableUnderAHeading() {
        Command run = Command.run("bench", "--shape", "1x8x5x6", "--repetitions", 3).succeeds();
        run.prints("## DySample, scale 2, style lp, static scope, threads 1", "processors: ", "| 1x8x5x6 | 4      |");
        List<String> table = run.out().lines().filter(line -> line.startsWith("|")).toList();
        assertEquals(2 + available().size(), table.size());
        assertEquals(1, table.stream().map(String::length).distinct().count(), run.out());
        assertEquals(1, table.stream().map(line -> line.split("[|]").length).distinct().count(), run.out());
    }

    @Test
    void aTimeThatHasNotSettledIsMarked() {
        Command run = Command.run("bench", "--shape", "1x8x5x6", "--backend", "scalar", "--repetitions", 1).succeeds();
        run.prints(" * |", "* still becoming faster while it was timed, or timed too seldom to tell");
        Command json = Command.run("bench", "--shape", "1x8x5x6", "--backend", "scalar", "--repetitions", 1,
                        "--format", "jsonl")
                .succeeds();
        assertEquals(false, JSON.std.mapFrom(json.out()).get("settled"));
    }

    @Test
    void jsonlHasAnObjectInEachLineThatSaysWhereItComesFrom() {
        Command run = Command.at(Instant.parse("2026-11-28T12:30:01Z"), "bench", "--shape", "1x8x5x6",
                        "--repetitions", 2, "--format", "jsonl")
                .succeeds();
        List<String> lines = run.out().lines().toList();
        assertEquals(available().size(), lines.size());
        for (String line : lines) {
            Map<String, Object> object = JSON.std.mapFrom(line);
            assertEquals("dysample " + Version.text(), object.get("program"));
            assertEquals("dysample bench --shape 1x8x5x6 --repetitions 2 --format jsonl", object.get("command"));
            assertEquals("2026-11-28T12:30:01Z", object.get("date"));
            assertTrue((int) object.get("calls") >= 2);
        }
    }

    @Test
    void csvHasALineForEachResult() {
        Command run = Command.run("bench", "--shape", "1x9x5x6", "--scale", 3, "--backend", "scalar", "--repetitions",
                        3, "--format", "csv")
                .succeeds();
        List<String> lines = run.out().lines().toList();
        assertEquals(2, lines.size());
        assertTrue(lines.getFirst().startsWith("backend,vectorBits,shape,scale,groups,style,dynamicScope,threads,"));
        assertTrue(lines.getLast().startsWith("scalar,,1x9x5x6,3,1,lp,false,1,"), lines.getLast());
    }

    @Test
    void whatCannotBeMeasuredIsWrongUsage() {
        for (String shape : new String[] {"1x2x3", "1x2x3x4x5", "axbxcxd", "1x2x3x-4", "", "1,2,3,4"}) {
            Command.run("bench", "--shape", shape).fails(ExitCode.USAGE, "'" + shape + "' is not a shape BxCxHxW");
        }
        Command.run("bench", "--shape", "1x4x0x3").fails(ExitCode.USAGE, "1x4x0x3", "under 1");
        Command.run("bench", "--shape", "1x4x9999999999x3").fails(ExitCode.USAGE, "1x4x9999999999x3", "2147483647");
        Command.run("bench", "--shape", "64x256x400x400").fails(ExitCode.USAGE, "(64, 256, 400, 400)", "2147483645");
        Command.run("bench", "--shape", "1x256x2000x2000").fails(ExitCode.USAGE, "1x256x2000x2000 with scale 2");
        Command.run("bench", "--shape", "1x6x4x4", "--groups", 4).fails(ExitCode.USAGE, "channels 6", "groups 4");
        Command.run("bench", "--shape", "1x6x4x4", "--style", "pl").fails(ExitCode.USAGE, "channels 6", "scale");
        Command.run("bench", "--scale", 0).fails(ExitCode.USAGE, "scale is 0");
        Command.run("bench", "--threads", 0).fails(ExitCode.USAGE, "--threads is 0, must be 1 to 1024");
        Command.run("bench", "--seconds", 0).fails(ExitCode.USAGE, "--seconds is 0, must be 1 to 3600");
        Command.run("bench", "--repetitions", 0)
                .fails(ExitCode.USAGE, "--repetitions is 0, must be 1 to 1000000");
        Command.run("bench", "--backend", "abacus").fails(ExitCode.USAGE, "abacus", "scalar");
        Command.run("bench", "--format", "xml").fails(ExitCode.USAGE, "\"xml\", must be md, json, jsonl or csv");
    }
}
