package io.github.dysample.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.Tensor;
import io.github.dysample.io.NdArray;
import io.github.dysample.io.Npy;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code upsample IN... FOLDER/}. */
class ManyFilesTest {
    @TempDir
    private Path folder;

    private Path a;
    private Path b;
    private Path c;
    private Path results;

    @BeforeEach
    void makePictures() throws IOException {
        a = picture("a.png", 1);
        b = picture("b.png", 3);
        c = picture("c.png", 3);
        results = folder.resolve("results");
    }

    private Path picture(String name, int channels) throws IOException {
        Tensor pixels = Tensor.zeros(1, channels, 3, 4);
        Random random = new Random(channels);
        for (int i = 0; i < pixels.data().length; i++) {
            pixels.data()[i] = random.nextFloat();
        }
        Path file = folder.resolve(name);
        PictureFiles.write(pixels, file);
        return file;
    }

    private static List<String> names(Path folder) {
        return Arrays.stream(folder.toFile().list()).sorted().toList();
    }

    @Test
    void eachResultIsThatOfItsFileAlone() throws IOException {
        Command.run("upsample", a, b, c, results + "/", "--threads", 2).succeeds().prints(
                "DySample, 1 channel,", "(1, 1, 3, 4) to (1, 1, 6, 8) in ", "a.png", "c.png");
        assertEquals(List.of("a.png", "b.png", "c.png"), names(results));
        for (Path in : List.of(a, b, c)) {
            Path alone = folder.resolve("alone.png");
            Command.run("upsample", in, alone, "--force").succeeds();
            assertEquals(-1, Files.mismatch(alone, results.resolve(in.getFileName())));
        }
    }

    @Test
    void theFormatMayBeAnother() throws IOException {
        Files.createDirectory(results);
        Command.run("upsample", b, results, "--format", "NPY", "--dtype", "f16").succeeds();
        assertEquals("F16(1, 3, 6, 8)", Npy.read(results.resolve("b.npy")).toString());
        Command.run("upsample", b, c, results, "--format", "jpeg").succeeds();
        assertEquals(List.of("b.jpg", "b.npy", "c.jpg"), names(results));
    }

    @Test
    void whatAShellMakesOfAPatternDestroysNothing() throws IOException {
        byte[] before = Files.readAllBytes(c);
        Command.run("upsample", a, b, c).fails(ExitCode.USAGE, "c.png: 2 inputs need a folder for their results",
                "this is a file; name a folder, as in: dysample upsample", "results/");
        Command.run("upsample", a, b, c, "--force").fails(ExitCode.USAGE, "c.png: 2 inputs need a folder");
        Command.run("upsample", a, c).fails(ExitCode.USAGE, "c.png: exists");
        Command.run("upsample", a).fails(ExitCode.USAGE, "where to? After ", "a.png");
        Command.run("upsample", a, b, folder, "--force").fails(ExitCode.USAGE, "a.png: is read by this command");
        assertArrayEquals(before, Files.readAllBytes(c));
        Command.run("upsample", a, b, results).fails(ExitCode.USAGE, "results: 2 inputs need", "which ends in /");
        assertFalse(Files.exists(results));
    }

    @Test
    void twoFilesForOneResultAreRefusedBeforeAnyWork() throws IOException {
        Npy.write(folder.resolve("b.npy"), NdArray.of(new float[3], 3, 1, 1));
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.copy(b, other.resolve("B.PNG"));
        for (Path same : List.of(folder.resolve("b.npy"), other.resolve("B.PNG"), b)) {
            Command.run("upsample", a, b, same, results + File.separator, "--format", "png")
                    .fails(ExitCode.USAGE, "b.png and " + same + " would have one file for their results");
        }
        assertFalse(Files.exists(results));
    }

    @Test
    void whatExistsInTheFolderStays() throws IOException {
        Files.createDirectory(results);
        Files.copy(c, results.resolve("b.png"));
        Command.run("upsample", a, b, results).fails(ExitCode.USAGE, "b.png: exists");
        assertEquals(List.of("b.png"), names(results));
        Command.run("upsample", a, b, results, "--force").succeeds();
        assertEquals(2 * 4, PictureFiles.read(results.resolve("b.png")).w());
    }

    @Test
    void aFileThatFailsDoesNotStopTheRest() throws IOException {
        Path damaged = Files.writeString(folder.resolve("damaged.png"), "no picture");
        Path deep = folder.resolve("deep.npy");
        Npy.write(deep, NdArray.of(new float[5], 5, 1, 1));
        Command run = Command.run("upsample", damaged, b, deep, c, results + "/", "--format", "png");
        assertEquals(ExitCode.FILE, run.code());
        List<String> lines = run.err().lines().toList();
        assertEquals(3, lines.size(), run.err());
        assertTrue(lines.get(0).contains("damaged.png: not a picture"), run.err());
        assertTrue(lines.get(1).contains("deep.png: a picture has 1, 3 or 4 channels"), run.err());
        assertEquals("dysample: 2 of 4 files failed: " + damaged + ", " + deep, lines.get(2));
        assertEquals(List.of("b.png", "c.png"), names(results));
        run.prints("b.png", "c.png");
        Path without = folder.resolve("new");
        Command.run("upsample", deep, without + "/", "--format", "png").fails(ExitCode.USAGE, "deep.png: a picture");
        assertFalse(Files.exists(without));
    }

    @Test
    void placesThatDoNotFitAreNamed() {
        Command.run("upsample", a, folder.resolve("no/results") + "/").fails(ExitCode.FILE, "no: no such directory");
        Command.run("upsample", a, b + "/").fails(ExitCode.FILE, "b.png: not a directory");
        Command.run("upsample", folder, results + "/").fails(ExitCode.USAGE, ": is a folder; name the files in it");
        Command.run("upsample", a, "-", results + "/").fails(ExitCode.USAGE, "standard input has no name");
        Command.run("upsample", a, folder.resolve("layer.npz"), results + "/")
                .fails(ExitCode.USAGE, "layer.npz: the name must end in .npy, .png, .jpg, .jpeg, .tif, .tiff, .bmp or"
                        + " .gif");
    }
}
