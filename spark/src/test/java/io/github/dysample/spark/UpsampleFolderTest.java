package io.github.dysample.spark;

import static java.awt.image.BufferedImage.TYPE_3BYTE_BGR;
import static java.awt.image.BufferedImage.TYPE_4BYTE_ABGR;
import static java.awt.image.BufferedImage.TYPE_BYTE_GRAY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpsampleFolderTest {
    @TempDir
    private Path scratch;

    @BeforeAll
    static void session() {
        Sessions.local();
    }

    @Test
    void resultsHaveTheBytesOfTheCommand() throws IOException {
        FolderFixture files = FolderFixture.in(scratch, 3)
                .picture("a.png", TYPE_3BYTE_BGR, 21, 13)
                .picture("b.jpg", TYPE_3BYTE_BGR, 16, 24)
                .picture("deep/er/c.tif", TYPE_3BYTE_BGR, 9, 9)
                .picture("d.bmp", TYPE_3BYTE_BGR, 8, 5)
                .array("deep/map.npy", 3, 7, 6)
                .array("batch.npy", 2, 3, 5, 4)
                .text("notes.txt", "no picture")
                .text("_SUCCESS", "")
                .text(".hidden.png", "");
        files.run().ends(0).prints("6 files in ", "6 upsampled, 0 done before, 0 failed, 1 other files passed over");
        assertEquals(List.of("a.png", "b.jpg", "batch.npy", "d.png", "deep/er/c.tif", "deep/map.npy"),
                FolderFixture.names(files.out()));
        for (String name : FolderFixture.names(files.out())) {
            files.assertAsTheCommand(name.equals("d.png") ? "d.bmp" : name, name, scratch);
        }
    }

    @Test
    void foldersAndWeightsMayBeElsewhere() throws IOException {
        RemoteFiles.in(Sessions.local().sparkContext().hadoopConfiguration());
        FolderFixture files = FolderFixture.in(scratch, 3)
                .picture("a.png", TYPE_3BYTE_BGR, 21, 13)
                .picture("deep/b.png", TYPE_3BYTE_BGR, 9, 7);
        JobRun.of(UpsampleFolder::run, "--in", RemoteFiles.name(files.in()), "--out", RemoteFiles.name(files.out()),
                        "--weights", RemoteFiles.name(files.weights()))
                .ends(0)
                .prints("2 files in remote:/", "2 upsampled");
        files.assertAsTheCommand("a.png", "a.png", scratch);
        files.assertAsTheCommand("deep/b.png", "deep/b.png", scratch);
    }

    @Test
    void alphaIsThatOfTheCommand() throws IOException {
        FolderFixture files = FolderFixture.in(scratch, 4)
                .picture("alpha.png", TYPE_4BYTE_ABGR, 12, 15)
                .array("four.npy", 1, 4, 5, 6);
        files.run().ends(0);
        files.assertAsTheCommand("alpha.png", "alpha.png", scratch);
        files.assertAsTheCommand("four.npy", "four.npy", scratch);
    }

    @Test
    void aFormatIsThatOfAllResults() throws IOException {
        FolderFixture files = FolderFixture.in(scratch, 3)
                .picture("a.png", TYPE_3BYTE_BGR, 6, 7)
                .array("b.npy", 3, 4, 5);
        files.run("--format", "npy").ends(0);
        files.assertAsTheCommand("a.png", "a.npy", scratch);
        files.assertAsTheCommand("b.npy", "b.npy", scratch);
    }

    @Test
    void whatIsThereStays() throws IOException {
        FolderFixture files = FolderFixture.in(scratch, 3)
                .picture("a.png", TYPE_3BYTE_BGR, 6, 7)
                .picture("b.png", TYPE_3BYTE_BGR, 7, 6);
        Files.createDirectory(files.out());
        Files.writeString(files.out().resolve("a.png"), "mine");
        files.run().ends(0).prints("1 upsampled, 1 done before, 0 failed");
        assertEquals("mine", Files.readString(files.out().resolve("a.png")));
        files.assertAsTheCommand("b.png", "b.png", scratch);
        files.run().ends(0).prints("0 upsampled, 2 done before, 0 failed");
    }

    @Test
    void aBrokenFileDoesNotStopTheOthersAndIsDoneWhenItIsMended() throws IOException {
        FolderFixture files = FolderFixture.in(scratch, 3)
                .picture("a.png", TYPE_3BYTE_BGR, 6, 7)
                .text("broken.png", "not a picture")
                .text("cut.npy", "\u0093NUMPY")
                .picture("grey.png", TYPE_BYTE_GRAY, 5, 5);
        JobRun run = files.run().ends(3).prints("1 upsampled, 0 done before, 3 failed",
                "broken.png: not a picture that can be read; PNG, JPEG, TIFF, BMP and GIF can",
                "/in/cut.npy: ",
                "grey.png: has 1 channels, the layer takes 3");
        assertEquals(3, run.out().lines().filter(line -> line.startsWith("FAILED ")).count(), run.out());
        assertEquals(List.of("a.png"), FolderFixture.names(files.out()));
        Files.delete(files.in().resolve("cut.npy"));
        files.picture("broken.png", TYPE_3BYTE_BGR, 5, 5);
        files.run().ends(2).prints("1 upsampled, 1 done before, 1 failed"); // the grey one is of wrong usage
        files.assertAsTheCommand("broken.png", "broken.png", scratch);
    }

    @Test
    void whatAKilledJobLeftIsRemoved() throws IOException {
        FolderFixture files = FolderFixture.in(scratch, 3).picture("a.png", TYPE_3BYTE_BGR, 6, 7);
        Path left = files.out().resolve(FolderUpsampling.TEMPORARY).resolve("1234/5-6");
        Files.createDirectories(left.getParent());
        Files.writeString(left, "half");
        files.run().ends(0);
        assertEquals(List.of("a.png"), FolderFixture.names(files.out()));
        assertTrue(Files.notExists(files.out().resolve(FolderUpsampling.TEMPORARY)));
    }

    @Test
    void nothingToDoIsTold() throws IOException {
        FolderFixture files = FolderFixture.in(scratch, 3);
        files.run().ends(1).prints("no picture and no .npy in ", "which is empty");
        files.text("notes.txt", "").run().ends(1).prints("only 1 other files");
    }

    @Test
    void whatCannotBeMeantIsRefusedBeforeTheWork() throws IOException {
        FolderFixture files = FolderFixture.in(scratch, 3)
                .picture("a.png", TYPE_3BYTE_BGR, 6, 7)
                .picture("a.bmp", TYPE_3BYTE_BGR, 6, 7);
        files.run().fails(2, "a.bmp and a.png would have one file for their results, a.png");
        Path below = files.in().resolve("results");
        run(files.in(), below, files.weights()).fails(2, "one is in the other");
        run(files.in(), files.in(), files.weights()).fails(2, "one is in the other");
        Path link = Files.createSymbolicLink(scratch.resolve("link"), files.in());
        run(files.in(), link, files.weights()).fails(2, "one is in the other");
        run(files.in().resolve("a.png"), files.out(), files.weights()).fails(2, "a.png: is a file; name the folder");
        run(files.in(), files.weights(), files.weights()).fails(2, "is a file; name a folder for the results");
        run(scratch.resolve("nowhere"), files.out(), files.weights()).fails(3, "nowhere: no such folder");
        run(files.in(), files.out(), scratch.resolve("no.pth")).fails(3, "no.pth");
        JobRun.of(UpsampleFolder::run, "--in", files.in()).fails(2, "--out", "--weights");
        files.run("--prefx", "p").fails(2, "unknown option: '--prefx'", "--prefix");
        files.run("--format", "gif").fails(2, "'gif' is not npy, png, jpg");
        assertTrue(Files.notExists(files.out()));
    }

    private static JobRun run(Path in, Path out, Path weights) {
        return JobRun.of(UpsampleFolder::run, "--in", in, "--out", out, "--weights", weights);
    }
}
