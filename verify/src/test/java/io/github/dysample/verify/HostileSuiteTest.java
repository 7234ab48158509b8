package io.github.dysample.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.DySample;
import io.github.dysample.DySampleConfig;
import io.github.dysample.Style;
import io.github.dysample.io.FileFormatException;
import io.github.dysample.io.NdArray;
import io.github.dysample.io.Npy;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A suite may be anybody's: what it cannot be is refused by name, before it is read, and nothing outside is opened. */
class HostileSuiteTest {
    private static final String HASH = "0".repeat(64);

    /** No disk holds it; a file system with holes does. */
    private static final long ENDLESS = 1L << 40;

    @TempDir
    private Path folder;

    private Path suite;
    private Path golden; // its only case

    @BeforeEach
    void oneCase() throws IOException {
        suite = folder.resolve("suite");
        DySampleConfig config = new DySampleConfig(4, 2, 2, Style.LP, true);
        CaseSpec one = new CaseSpec("one", "One.", config, 1, 3, 4, 1, OffsetReach.SMALL, Irregularity.NONE);
        Suite.write(suite, List.of(one), "a test");
        golden = suite.resolve("cases/one");
    }

    private Verification verify() throws IOException {
        PortedLayer right = PortedLayer.ofOutput((weights, x) -> DySample.of(weights).forward(x));
        return Verifier.verify(Suite.open(suite), right);
    }

    /** The message begins with the file and contains the reason. */
    private void refuses(Path file, String reason) {
        IOException refused = assertThrows(IOException.class, () -> {
            try {
                verify();
            } catch (UncheckedIOException unchecked) {
                throw unchecked.getCause();
            }
        });
        assertEquals(FileFormatException.class, refused.getClass(), refused.toString());
        String message = refused.getMessage();
        assertTrue(message.startsWith(file + ": ") && message.contains(reason), message);
    }

    private void manifest(String text) throws IOException {
        Files.writeString(suite.resolve("MANIFEST"), text);
    }

    private void withoutManifest() throws IOException {
        Files.delete(suite.resolve("MANIFEST"));
    }

    private void replacedByLink(Path inside) throws IOException {
        Path outside = folder.resolve("outside");
        Files.move(inside, outside);
        Files.createSymbolicLink(inside, outside);
    }

    private static void makeEndless(Path file) throws IOException {
        try (RandomAccessFile holes = new RandomAccessFile(file.toFile(), "rw")) {
            holes.setLength(ENDLESS);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void asItIsWritten(boolean withManifest) throws IOException {
        if (!withManifest) {
            withoutManifest();
        }
        assertTrue(verify().passes());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "../outside", "/etc/passwd", "cases/../../outside", "cases/one/../../../outside", "cases//one", "cases/./one",
        "cases/one/", "cases\\..\\..\\outside", ".."
    })
    void pathsOfTheManifestThatLeadOut(String path) throws IOException {
        manifest(HASH + " 1 " + path + "\n");
        refuses(suite.resolve("MANIFEST"), "line 1 has a path that may lead out of the folder");
    }

    @ParameterizedTest
    @ValueSource(strings = {"MANIFEST", "cases/one/x.npy", "cases/one/y.npy", "cases/one/weights.safetensors",
        "cases/one/case.json", "cases/one/y64.npy"})
    void linksThatLeadOut(String file) throws IOException {
        Path link = suite.resolve(file);
        replacedByLink(link);
        refuses(link, "leads out of the suite's folder");
        if (!file.equals("MANIFEST")) {
            withoutManifest();
            refuses(link, "leads out of the suite's folder");
        }
    }

    @Test
    void foldersThatAreLinks() throws IOException {
        withoutManifest();
        replacedByLink(golden);
        refuses(golden.resolve("case.json"), "leads out of the suite's folder");
        Files.delete(golden);
        Files.move(folder.resolve("outside"), golden);
        replacedByLink(suite.resolve("cases"));
        refuses(suite.resolve("cases"), "leads out of the suite's folder");
    }

    @Test
    void linksInsideAndToTheSuiteItself() throws IOException {
        Path elsewhere = suite.resolve("x.npy");
        Files.move(golden.resolve("x.npy"), elsewhere);
        Files.createSymbolicLink(golden.resolve("x.npy"), elsewhere);
        assertTrue(verify().passes());
        Path link = Files.createSymbolicLink(folder.resolve("link"), suite);
        assertEquals(List.of("one"), Suite.open(link).names());
        assertEquals("one", Suite.open(link).read("one").toString());
    }

    @Test
    void linksInACircle() throws IOException {
        withoutManifest();
        Path x = golden.resolve("x.npy");
        Files.delete(x);
        Files.createSymbolicLink(x, x);
        refuses(x, "cannot be opened");
    }

    @ParameterizedTest
    @ValueSource(strings = {"MANIFEST", "cases/one/x.npy", "cases/one/case.json", "cases/one/weights.safetensors",
        "cases/one/y64.npy"})
    void whatIsNoRegularFile(String file) throws Exception {
        Path pipe = suite.resolve(file);
        Files.delete(pipe);
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        refuses(pipe, "is not a regular file");
        if (!file.equals("MANIFEST")) {
            withoutManifest();
            refuses(pipe, "is not a regular file");
            Files.delete(pipe);
            Files.createDirectory(pipe);
            refuses(pipe, "is not a regular file");
        }
    }

    @Test
    void aStrangerThatIsNoRegularFile() throws Exception {
        Files.createDirectory(suite.resolve("cases/stranger"));
        manifest(HASH + " 1 cases/stranger\n");
        refuses(suite.resolve("cases/stranger"), "is not a regular file");
    }

    @ParameterizedTest
    @CsvSource({
        "MANIFEST, 16777216",
        "cases/one/case.json, 1048576",
        "cases/one/x.npy, 1048960", // a megabyte and 8 bytes for each of 48 values
        "cases/one/weights.safetensors, 1049984", // ... 2 · 16 · (4 + 1) weights and biases, 16 positions
        "cases/one/y64.npy, 1050112",
    })
    void whatIsLargerThanItCanBe(String file, long most) throws IOException {
        Path large = suite.resolve(file);
        makeEndless(large);
        String reason = "has " + ENDLESS + " bytes, must have at most " + most;
        refuses(large, reason);
        if (!file.equals("MANIFEST")) {
            withoutManifest();
            refuses(large, reason);
        }
    }

    @Test
    void endlessFilesThatNoCaseHasAreNotRead() throws IOException {
        Path stranger = golden.resolve("stranger.bin");
        makeEndless(stranger);
        manifest(HASH + " " + ENDLESS + " cases/one/stranger.bin\n");
        assertTrue(verify().passes());
    }

    @Test
    void oneFileUnderManyNamesIsReadOnce() throws IOException {
        Files.createSymbolicLink(suite.resolve("cases/again"), suite.resolve("cases"));
        StringBuilder lines = new StringBuilder();
        for (String line : Files.readAllLines(suite.resolve("MANIFEST"))) {
            lines.append(line).append('\n');
            if (line.contains(" cases/")) {
                lines.append(line.replace(" cases/", " cases/again/again/again/")).append('\n');
            }
        }
        manifest(lines.toString());
        assertTrue(verify().passes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0001", "abc", "0 1 cases/one/x.npy", "g 1 cases/one/x.npy"})
    void aManifestThatIsNone(String line) throws IOException {
        manifest("# made by a test\n" + line + "\n");
        refuses(suite.resolve("MANIFEST"), "line 2 must be a SHA-256, a size and a path");
        Files.write(suite.resolve("MANIFEST"), new byte[] {(byte) 0xff, '\n'});
        refuses(suite.resolve("MANIFEST"), "line 1 must be a SHA-256, a size and a path");
    }

    @Test
    void anotherFileAndAMissingOne() throws IOException {
        Path x = golden.resolve("x.npy");
        Npy.write(x, NdArray.of(new float[48], 1, 4, 3, 4));
        refuses(x, "is not the file that MANIFEST lists");
        Files.delete(x);
        refuses(x, "is missing, though MANIFEST lists it");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "\"name\" : \"one\"   | \"name\" : \"../../etc\" | name is ../../etc, must be one of a folder",
        "\"name\" : \"one\"   | \"name\" : \"..\"        | name is .., must be",
        "\"name\" : \"one\"   | \"name\" : \"\"          | name is , must be",
        "\"name\" : \"one\"   | \"name\" : \"a\\u0000\"  | must be one of a folder",
        "\"batch\" : 1        | \"batch\" : 0            | batch is 0, must be at least 1",
        "\"batch\" : 1        | \"batch\" : -3           | batch is -3, must be at least 1",
        "\"height\" : 3       | \"height\" : 0           | height and width of at least 1",
        "\"height\" : 3       | \"height\" : 2000000000  | is over",
        "\"width\" : 4        | \"width\" : 900000000    | elements a Java array holds",
        "\"width\" : 4        | \"width\" : 1e99         | width is 1.0E99, must be a whole number",
        "\"groups\" : 2       | \"groups\" : 1000000000  | is not a multiple of groups",
        "\"scale\" : 2        | \"scale\" : 100000       | more than the",
        "\"dynamicScope\" : true | \"dynamicScope\" : true, \"endConvOutputs\" : -1 | end_conv of 4 channels has -1",
        "\"dynamicScope\" : true | \"dynamicScope\" : true, \"endConvOutputs\" : 3  | case.json says",
    })
    void recordsThatCannotBe(String from, String to, String reason) throws IOException {
        withoutManifest();
        Path record = golden.resolve("case.json");
        String text = Files.readString(record);
        assertTrue(text.contains(from), text);
        Files.writeString(record, text.replace(from, to));
        refuses(reason.startsWith("case.json") ? golden.resolve("weights.safetensors") : record, reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"deep", "long name", "long number", "garbage", "another", "not UTF-8", "nothing"})
    void recordsThatAreNotJson(String kind) throws IOException {
        withoutManifest();
        Path record = golden.resolve("case.json");
        String text = Files.readString(record);
        switch (kind) {
            case "deep" -> Files.writeString(record, "{\"a\":" + "[".repeat(2000) + "]".repeat(2000) + "}");
            case "long name" -> Files.writeString(record, "{\"" + "n".repeat(60_000) + "\":1}");
            case "long number" -> Files.writeString(record, "{\"channels\":" + "1".repeat(1100) + "}");
            case "garbage" -> Files.writeString(record, text + "garbage{{{");
            case "another" -> Files.writeString(record, text + text);
            case "not UTF-8" -> Files.write(record, new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'});
            default -> Files.writeString(record, "");
        }
        refuses(record, "JSON");
    }

    @Test
    void theCaseOfAFolderKeepsToItsFolder() throws IOException {
        Path alone = Files.createDirectory(folder.resolve("alone"));
        for (String file : List.of("case.json", "x.npy")) {
            Files.copy(golden.resolve(file), alone.resolve(file));
        }
        Files.createSymbolicLink(alone.resolve("weights.safetensors"), golden.resolve("weights.safetensors"));
        String message = assertThrows(FileFormatException.class, () -> GoldenCase.read(alone)).getMessage();
        assertTrue(message.contains("weights.safetensors: leads out of the suite's folder"), message);
        assertFalse(message.contains("\n"));
    }
}
