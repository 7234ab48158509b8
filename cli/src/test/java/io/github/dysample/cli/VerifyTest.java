package io.github.dysample.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.io.Checkpoints;
import io.github.dysample.io.DType;
import io.github.dysample.io.NdArray;
import io.github.dysample.io.Npy;
import io.github.dysample.io.StateDict;
import io.github.dysample.verify.internal.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class VerifyTest {
    @TempDir
    private Path folder;

    private Path suite;
    private Path golden; // the suite's only case
    private Path port;

    @BeforeEach
    void oneCase() throws IOException {
        suite = folder.resolve("suite");
        Command.run("golden", suite, "--channels", 8, "--groups", 2, "--scope").succeeds();
        try (var cases = Files.list(suite.resolve("cases"))) {
            golden = cases.findFirst().orElseThrow();
        }
        port = Files.createDirectory(folder.resolve("port"));
    }

    private Path ported(String file) throws IOException {
        return Files.createDirectories(port.resolve(golden.getFileName())).resolve(file);
    }

    private static void fails(Command command, String... parts) {
        assertEquals("", command.err());
        assertEquals(ExitCode.NO, command.code(), command.out());
        command.prints(parts);
    }

    @Test
    void aFileInThePlaceOfAFolderIsWrongUsage() throws IOException {
        Path file = Files.createFile(folder.resolve("y.npy"));
        Command.run("verify", file)
                .fails(ExitCode.USAGE, "y.npy: is a file; name the folder that dysample golden wrote");
        Command.run("verify", suite, file)
                .fails(ExitCode.USAGE, "y.npy: is a file; name the folder in which the port's");
    }

    @Test
    void ourBackendsHaveTheBits() {
        for (String backend : new String[] {"scalar", "vector"}) {
            Command.run("verify", suite, "--backend", backend)
                    .succeeds()
                    .prints("backend " + backend + ": 1 of 1 cases pass, 0 fail, 0 missing");
        }
        Command.run("verify", "../testdata").succeeds().prints("42 of 42 cases pass");
    }

    @Test
    void aBackendWithOtherBitsFails() throws IOException {
        Path file = golden.resolve("y.npy");
        NdArray y = Npy.read(file);
        y.toFloats()[5] = Math.nextUp(y.toFloats()[5]);
        Npy.write(file, y);
        Command.run("verify", suite).fails(ExitCode.FILE, "y.npy", "is not the file that MANIFEST lists");
        Files.delete(suite.resolve("MANIFEST"));
        fails(Command.run("verify", suite), "FAILED", "first in y: 1 of ", "different bits");
    }

    @Test
    void anySubsetOfStagesInAnyPlace() throws IOException {
        Files.copy(golden.resolve("y.npy"), port.resolve("y.npy"));
        Command.run("verify", suite, port).succeeds().prints("1 of 1 cases pass");
        Files.move(port.resolve("y.npy"), ported("y.npy"));
        Files.copy(golden.resolve("offsets64.npy"), ported("offsets.npy"));
        Command.run("verify", suite, port, "--bits", "--stage", "y").succeeds();
        Path tensors = Files.createDirectory(folder.resolve("tensors"));
        NdArray y = Npy.read(golden.resolve("y.npy"));
        Checkpoints.write(tensors.resolve(golden.getFileName() + ".safetensors"),
                new StateDict(Map.of("y", y.to(DType.BF16))));
        Command.run("verify", suite, tensors).succeeds();
        fails(Command.run("verify", suite, tensors, "--rtol", 1.3e-6, "--atol", 1e-5), "FAILED", "bfloat16");
        Command.run("verify", suite.resolve("cases"), tensors).succeeds();
        Command.run("verify", golden, tensors).succeeds();
    }

    @Test
    void halfPrecisionFiles() throws IOException {
        Npy.write(ported("y.npy"), Npy.read(golden.resolve("y.npy")).to(DType.F16));
        Command.run("verify", suite, port).succeeds();
        fails(Command.run("verify", suite, port, "--ulp", 0.1, "--rtol", 0, "--atol", 0), "in ulp of float16");
        fails(Command.run("verify", suite, port, "--bits"), "has type F16, and only F32 can have the bits");
    }

    @Test
    void shapesAndTypesFirst() throws IOException {
        NdArray y = Npy.read(golden.resolve("y.npy"));
        Npy.write(ported("y.npy"), NdArray.of(y.toFloats(), 1, 14, 18, 8));
        fails(Command.run("verify", suite, port), "has shape (1, 14, 18, 8), must have (1, 8, 14, 18)", "NHWC");
        Npy.write(ported("y.npy"), NdArray.of(DType.I32, new int[y.size()], y.shape()));
        fails(Command.run("verify", suite, port), "has type I32, must be a floating-point type");
        Npy.write(ported("y.npy"), NdArray.of(y.toFloats(), y.size()));
        fails(Command.run("verify", suite, port), "must have (1, 8, 14, 18)");
    }

    @Test
    void theFirstStageThatDiverges() throws IOException {
        for (String stage : List.of("linear", "scope", "coordinates", "y")) {
            Files.copy(golden.resolve(stage + ".npy"), ported(stage + ".npy"));
        }
        NdArray offsets = Npy.read(golden.resolve("offsets.npy"));
        offsets.toFloats()[3] += 0.5f;
        Npy.write(ported("offsets.npy"), offsets);
        fails(Command.run("verify", suite, port),
                "first in offsets: 1 of ", "first mismatch: 0.5 at (0, 0, 0, 3)", "No known mistake explains this.");
    }

    @Test
    void eitherNeighbourNextToAWholePixel() throws IOException {
        // Points at the right edge: pixel W − 1 with fraction 0 is pixel W − 2 with fraction 1.
        NdArray taps = Npy.read(golden.resolve("taps.npy"));
        NdArray weights = Npy.read(golden.resolve("bilinear.npy"));
        int[] pixels = (int[]) taps.elements();
        float[] values = weights.toFloats();
        int plane = 14 * 18;
        int moved = 0;
        for (int i = 0; i < 2 * plane; i++) {
            if (pixels[i] == 8) {
                pixels[i]--;
                moved++;
                for (int row = 0; row < 2; row++) {
                    values[(4 * row + 2) * plane + i] = values[4 * row * plane + i];
                    values[4 * row * plane + i] = 0;
                }
            }
        }
        assertTrue(moved > 0);
        Npy.write(ported("taps.npy"), taps);
        Npy.write(ported("bilinear.npy"), weights);
        Command.run("verify", suite, port).succeeds();
        Files.delete(ported("taps.npy"));
        Command.run("verify", suite, port).succeeds();
        // The weights of the other neighbour are wrong for these taps.
        Files.copy(golden.resolve("taps.npy"), ported("taps.npy"));
        fails(Command.run("verify", suite, port), "first in bilinear");
        pixels[40] -= 2;
        Npy.write(ported("taps.npy"), taps);
        fails(Command.run("verify", suite, port), "first in taps: 1 of ");
    }

    @Test
    void reports() throws Exception {
        NdArray y = Npy.read(golden.resolve("y.npy"));
        y.toFloats()[7] = Float.NaN;
        Npy.write(ported("y.npy"), y);
        Path json = folder.resolve("report.json");
        Path junit = folder.resolve("report.xml");
        fails(Command.run("verify", suite, port, "--json", json, "--junit", junit), "no tolerance");
        Json report = Json.read(json);
        assertFalse(report.truth("passes"));
        Json stage = report.objects("results").getFirst().objects("stages").getFirst();
        assertEquals("y", stage.text("stage"));
        assertEquals(1, stage.integer("specialMismatches"));
        assertFalse(stage.object("wouldPass").has("atol"));
        Element root = DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder().parse(junit.toFile()).getDocumentElement();
        assertEquals("1", root.getAttribute("failures"));
        assertEquals(golden.getFileName().toString(),
                ((Element) root.getElementsByTagName("testcase").item(0)).getAttribute("name"));
        assertTrue(root.getTextContent().contains("not finite: NaN 1, expected 0"), root.getTextContent());
    }

    @Test
    void casesWithoutTheStageAreNotAskedFor() throws IOException {
        Path out = folder.resolve("standard");
        Command.run("golden", out, "--suite", "standard").succeeds();
        Command.run("verify", out, "--stage", "scope").succeeds().prints("20 of 20 cases pass");
        Path fixed = folder.resolve("static");
        Command.run("golden", fixed, "--channels", 4).succeeds();
        Command.run("verify", fixed, "--stage", "scope").fails(ExitCode.USAGE, "no case", "scope");
    }

    @Test
    void aDamagedSuiteDoesNotLoosenTheTolerance() throws IOException {
        NdArray y = Npy.read(golden.resolve("y.npy"));
        for (int i = 0; i < y.size(); i++) {
            y.toFloats()[i] += 3;
        }
        Files.delete(suite.resolve("MANIFEST"));
        Npy.write(golden.resolve("y.npy"), y);
        Npy.write(ported("y.npy"), y);
        fails(Command.run("verify", suite, port), "first in y");
    }

    @Test
    void missingCasesAndWhy() throws IOException {
        fails(Command.run("verify", suite, port), "missing   lp-dynamic", "its folder holds nothing", "y.npy",
                "0 of 1 cases pass, 0 fail, 1 missing");
        Files.copy(golden.resolve("y.npy"), port.resolve("output.npy"));
        fails(Command.run("verify", suite, port), "its folder holds output.npy; the files of the stages are linear.npy",
                "Not the name of a case of the suite", "output.npy");
        Files.move(port.resolve("output.npy"), port.resolve(golden.getFileName() + ".npy"));
        fails(Command.run("verify", suite, port),
                "the output has to be in a folder " + golden.getFileName() + " as y.npy");
        NdArray y = Npy.read(golden.resolve("y.npy"));
        Checkpoints.write(port.resolve(golden.getFileName() + ".safetensors"), new StateDict(Map.of("out", y)));
        fails(Command.run("verify", suite, port), "holds out; name the arrays linear, scope, offsets");
        Checkpoints.write(port.resolve(golden.getFileName() + ".safetensors"), new StateDict(Map.of("y", y)));
        fails(Command.run("verify", suite, port, "--stage", "offsets"), "it has none of the stages asked for, only y");
    }

    @Test
    void theSuiteItself() {
        Command.run("verify", suite, suite).succeeds().prints("This compared the suite with itself");
    }

    /** The others are checked all the same. */
    @Test
    void aDamagedFileFailsItsCase() throws IOException {
        Files.writeString(ported("y.npy"), "not npy");
        Files.copy(golden.resolve("offsets.npy"), ported("offsets.npy"));
        Path json = folder.resolve("report.json");
        Path page = folder.resolve("report.html");
        Command command = Command.run("verify", suite, port, "--json", json, "--report", page);
        assertEquals(ExitCode.FILE, command.code());
        command.prints("first in y: could not be read", "y.npy", "values that could not be compared", "1 fail");
        assertTrue(Json.read(json).objects("results").getFirst().objects("stages").getFirst().truth("passes"));
        assertTrue(Files.readString(page).contains("unreadable"));
        Files.writeString(port.resolve(golden.getFileName() + ".npz"), "no archive");
        Command archive = Command.run("verify", suite, port);
        assertEquals(ExitCode.FILE, archive.code());
        archive.prints("first in linear: could not be read");
        Files.delete(port.resolve(golden.getFileName() + ".npz"));
        Files.delete(ported("y.npy"));
        Files.createSymbolicLink(ported("y.npy"), folder.resolve("nothing"));
        assertEquals(ExitCode.FILE, Command.run("verify", suite, port).code());
    }

    @Test
    void namesThatAreNotKnown() throws IOException {
        Files.copy(golden.resolve("offsets.npy"), ported("offsets.npy"));
        Files.copy(golden.resolve("y.npy"), ported("output.npy"));
        Command.run("verify", suite, port)
                .succeeds()
                .prints("The output itself, y, is given in 0 of 1 case.", "Not the name of a stage: output.npy.");
    }

    @Test
    void otherBitsAreNoMistake() throws IOException {
        NdArray y = Npy.read(golden.resolve("y.npy"));
        y.toFloats()[5] = Math.nextUp(y.toFloats()[5]);
        Npy.write(ported("y.npy"), y);
        fails(Command.run("verify", suite, port, "--bits"), "The values are close enough, but their bits differ.");
    }

    @Test
    void reportsOfStrangeNames() throws Exception {
        NdArray y = Npy.read(golden.resolve("y.npy"));
        Checkpoints.write(port.resolve(golden.getFileName() + ".safetensors"),
                new StateDict(Map.of("y\u0001<&", y)));
        Path junit = folder.resolve("report.xml");
        fails(Command.run("verify", suite, port, "--junit", junit), "missing");
        DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(junit.toFile());
    }

    @Test
    void shapesThatSayWhatIsWrong() throws IOException {
        float[] y = Npy.read(golden.resolve("y.npy")).toFloats();
        Map<long[], String> shapes = Map.of(
                new long[] {1, 14, 18, 8}, "NHWC",
                new long[] {1, 8, 18, 14}, "seems to have height and width swapped",
                new long[] {8, 1, 14, 18}, "seems to have items and channels swapped",
                new long[] {8, 14, 18}, "seems to lack the batch axis",
                new long[] {8, 14 * 18}, "has the right number of elements");
        for (Map.Entry<long[], String> shape : shapes.entrySet()) {
            Npy.write(ported("y.npy"), NdArray.of(y, shape.getKey()));
            fails(Command.run("verify", suite, port), shape.getValue(), "values that could not be compared");
        }
        Npy.write(ported("y.npy"), NdArray.of(new float[8 * 7 * 9], 1, 8, 7, 9));
        fails(Command.run("verify", suite, port), "has the height and width of the input");
    }

    /** In words where the shape shows it, by name where it has as many outputs as channels. */
    @Test
    void aPortWithoutEndConv() throws IOException {
        Path heads = folder.resolve("heads");
        Command.run("golden", heads, "--suite", "heads").succeeds();
        List<Path> cases;
        try (Stream<Path> folders = Files.list(heads.resolve("cases"))) {
            cases = folders.toList();
        }
        for (Path each : cases) {
            Path own = Files.createDirectory(port.resolve(each.getFileName()));
            Files.copy(each.resolve("sampled.npy"), own.resolve("y.npy"));
        }
        fails(Command.run("verify", heads, port),
                "has shape (1, 48, 16, 20), must have (1, 3, 16, 20); it seems to lack end_conv",
                "The mistake: this port has", "no-end-conv: end_conv left out", "0 of 9 cases pass");
        for (Path each : cases) {
            Files.copy(each.resolve("sampled.npy"), port.resolve(each.getFileName()).resolve("sampled.npy"));
        }
        Command.run("verify", heads, port, "--stage", "sampled").succeeds().prints("9 of 9 cases pass");
    }

    @Test
    void unreadableFiles() throws IOException {
        Command.run("verify", folder.resolve("nothing")).fails(ExitCode.FILE, "nothing", "no such file");
        Command.run("verify", port).fails(ExitCode.FILE, "port", "case.json");
        Command.run("verify", suite, folder.resolve("nothing")).fails(ExitCode.FILE, "nothing");
        Files.delete(golden.resolve("linear.npy"));
        Command.run("verify", suite).fails(ExitCode.FILE, "linear.npy", "is missing");
        Files.delete(suite.resolve("MANIFEST"));
        Files.writeString(golden.resolve("case.json"), "{\"name\": 1}");
        Command.run("verify", suite).fails(ExitCode.FILE, "case.json", "name must be text");
        Files.writeString(golden.resolve("case.json"), "[");
        Command.run("verify", suite).fails(ExitCode.FILE, "case.json", "JSON");
    }

    /** The kit's own tests have all kinds of them; here it is the exit code and the name of the file. */
    @Test
    void aHostileSuite() throws IOException {
        Path manifest = suite.resolve("MANIFEST");
        String hash = "0".repeat(64);
        Files.writeString(manifest, hash + " 1 cases/../../../../../../../../etc/passwd\n");
        Command.run("verify", suite).fails(ExitCode.FILE, "MANIFEST", "lead out of the folder");
        Files.writeString(manifest, hash + " 1 cases/f\n");
        Path device = Files.createSymbolicLink(suite.resolve("cases/f"), Path.of("/dev/zero"));
        Command.run("verify", suite).fails(ExitCode.FILE, device.toString(), "leads out of the suite's folder");
        Files.delete(device);
        Files.createDirectory(device);
        Command.run("verify", suite).fails(ExitCode.FILE, device.toString(), "is not a regular file");
        Files.delete(manifest);
        Path record = golden.resolve("case.json");
        String text = Files.readString(record);
        for (String broken : List.of("{\"a\":" + "[".repeat(2000) + "]".repeat(2000) + "}", text + "garbage{{{")) {
            Files.writeString(record, broken);
            Command.run("verify", suite).fails(ExitCode.FILE, record.toString(), "is not JSON");
        }
    }

    @Test
    void wrongUsage() {
        Command.run("verify", suite, port, "--backend", "scalar").fails(ExitCode.USAGE, "--backend", "ACTUAL_DIR");
        Command.run("verify", suite, "--stage", "conv").fails(ExitCode.USAGE, "conv", "linear");
        Command.run("verify", suite, "--rtol", -1).fails(ExitCode.USAGE, "--rtol", "-1");
        Command.run("verify", suite, "--bits", "--atol", 1).fails(ExitCode.USAGE, "--bits", "--atol");
        Path report = folder.resolve("report");
        Command.run("verify", suite, "--json", report, "--junit", report).fails(ExitCode.USAGE, "two reports");
        Command.run("verify", suite, "--backend", "npu").fails(ExitCode.USAGE, "npu");
        Command.run("verify", suite, "--json", folder.resolve("no/r.json")).fails(ExitCode.FILE, "no such directory");
    }
}
