package io.github.dysample.spark;

import static java.awt.image.BufferedImage.TYPE_3BYTE_BGR;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.cli.Main;
import io.github.dysample.verify.Mistake;
import io.github.dysample.verify.Suite;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jobs as spark-submit starts them: a driver and two executors, each a JVM of its own. */
class SubmittedJobsTest {
    private static final String CLUSTER = "local-cluster[2,1,1024]";
    private static final int PICTURES = 500;

    @TempDir
    private Path scratch;

    private FolderFixture pictures() throws IOException {
        FolderFixture files = FolderFixture.in(scratch, 3);
        for (int i = 0; i < PICTURES; i++) {
            files.picture(i + ".png", TYPE_3BYTE_BGR, 60 + i % 7, 50 + i % 11);
        }
        return files;
    }

    /** What a job in this JVM makes of the same files, which another test holds to the command. */
    private void assertAllDone(FolderFixture files) throws IOException {
        Path expected = scratch.resolve("expected");
        Sessions.local();
        JobRun.of(UpsampleFolder::run, "--in", files.in(), "--out", expected, "--weights", files.weights()).ends(0);
        assertEquals(FolderFixture.names(expected), FolderFixture.names(files.out()));
        for (String name : FolderFixture.names(expected)) {
            assertArrayEquals(Files.readAllBytes(expected.resolve(name)),
                    Files.readAllBytes(files.out().resolve(name)));
        }
    }

    @Test
    void aFolderIsDoneThoughAnExecutorIsLost() throws IOException, InterruptedException {
        FolderFixture files = pictures();
        try (SubmittedJob job = SubmittedJob.start(scratch, CLUSTER, UpsampleFolder.class,
                "--in", files.in(), "--out", files.out(), "--weights", files.weights())) {
            assertTrue(job.runsWhen(files.out(), 5), job.said());
            List<ProcessHandle> executors = job.executors();
            assertEquals(2, executors.size());
            executors.getFirst().destroyForcibly();
            assertEquals(0, job.exitCode(), job.said());
            assertTrue(job.said().contains(PICTURES + " upsampled, 0 done before, 0 failed"), job.said());
        }
        assertAllDone(files);
    }

    @Test
    void aJobThatWasKilledGoesOn() throws IOException, InterruptedException {
        FolderFixture files = pictures();
        try (SubmittedJob job = SubmittedJob.start(scratch, "local[2]", UpsampleFolder.class,
                "--in", files.in(), "--out", files.out(), "--weights", files.weights())) {
            assertTrue(job.runsWhen(files.out(), 5), job.said());
        }
        int done = files.out().toFile().list((_, name) -> !name.startsWith("_")).length;
        assertTrue(done < PICTURES, done + " done");
        Sessions.local();
        files.run().ends(0).prints((PICTURES - done) + " upsampled, " + done + " done before, 0 failed");
        assertAllDone(files);
    }

    @Test
    void aPortIsVerified() throws IOException, InterruptedException {
        Path suite = scratch.resolve("suite");
        Suite.write(suite, Suite.standardCases().subList(0, 12), "a test");
        Path port = scratch.resolve("port");
        PortFolder.write(port, Suite.open(suite), Set.of(Mistake.NEAREST));
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(said, true, StandardCharsets.UTF_8);
        assertEquals(1,
                Main.run(InputStream.nullInputStream(), print, print, "verify", suite.toString(), port.toString()));
        try (SubmittedJob job = SubmittedJob.start(scratch, CLUSTER, VerifyJob.class, suite, port)) {
            assertEquals(1, job.exitCode(), job.said());
            String text = said.toString(StandardCharsets.UTF_8);
            assertTrue(job.said().contains(text.substring(0, text.indexOf(" cases pass"))), job.said());
        }
    }
}
