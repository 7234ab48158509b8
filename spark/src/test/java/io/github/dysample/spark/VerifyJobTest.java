package io.github.dysample.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.cli.Main;
import io.github.dysample.verify.CaseResult;
import io.github.dysample.verify.CaseSpec;
import io.github.dysample.verify.Mistake;
import io.github.dysample.verify.PortedFiles;
import io.github.dysample.verify.Strictness;
import io.github.dysample.verify.Suite;
import io.github.dysample.verify.Verification;
import io.github.dysample.verify.Verifier;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job against the verifier in one thread, and against {@code dysample verify}. */
class VerifyJobTest {
    /** Every third case of the standard suite: enough of each kind for a diagnosis. */
    private static final List<CaseSpec> CASES = Suite.standardCases().stream()
            .filter(each -> Suite.standardCases().indexOf(each) % 3 == 0)
            .toList();

    @TempDir
    private static Path golden;

    @TempDir
    private Path scratch;

    private static SparkSession session;
    private static Path suite;
    private Path port;

    @BeforeAll
    static void writeSuite() throws IOException {
        session = Sessions.local();
        RemoteFiles.in(session.sparkContext().hadoopConfiguration());
        suite = golden.resolve("suite");
        Suite.write(suite, CASES, "a test");
    }

    @BeforeEach
    void namePort() {
        port = scratch.resolve("port");
    }

    private void write(Mistake... mistakes) throws IOException {
        PortFolder.write(port, Suite.open(suite), Set.of(mistakes));
    }

    /** The same result in every number and word; only the time differs. */
    private Verification assertAsTheVerifier() throws IOException {
        Suite opened = Suite.open(suite);
        Verification expected =
                Verifier.verify(opened, new PortedFiles(port, opened.names().size() == 1), Strictness.DEFAULT);
        String json = timeless(expected.json());
        Verification actual = verification(suite.toString(), port.toString());
        assertEquals(json, timeless(actual.json()));
        Verification remote = verification(RemoteFiles.name(suite), RemoteFiles.name(port));
        assertEquals(json, timeless(remote.json()).replace("remote:", ""));
        return actual;
    }

    private static Verification verification(String suite, String port) throws IOException {
        Configuration settings = session.sparkContext().hadoopConfiguration();
        return new SparkVerification(session, SuiteFolders.of(suite, port, settings), Strictness.DEFAULT).run();
    }

    private static String timeless(String json) {
        return json.replaceFirst("\"seconds\" *: *[0-9.E+-]+", "\"seconds\": 0");
    }

    @Test
    void aRightPortPasses() throws IOException {
        write();
        assertTrue(assertAsTheVerifier().passes());
    }

    @Test
    void aMistakeIsNamed() throws IOException {
        write(Mistake.SWAPPED_COMPONENTS);
        assertEquals(List.of(Mistake.SWAPPED_COMPONENTS),
                assertAsTheVerifier().result().diagnosis().mistakes());
    }

    @Test
    void twoMistakesAreNamed() throws IOException {
        write(Mistake.ALIGNED_CORNERS, Mistake.NO_INITIAL_POSITION);
        assertEquals(2, assertAsTheVerifier().result().diagnosis().mistakes().size());
    }

    @Test
    void whatIsMissingOrDamagedOrStrangeIsTold() throws IOException {
        write(Mistake.TRUNCATED);
        List<String> names = Suite.open(suite).names();
        Files.writeString(port.resolve(names.get(0)).resolve("y.npy"), "no array");
        Files.writeString(port.resolve(names.get(1)).resolve("result.npy"), "a stranger");
        Files.move(port.resolve(names.get(2)), port.resolve("other"));
        Files.delete(port.resolve(names.get(3)).resolve("y.npy"));
        Files.delete(port.resolve(names.get(3)).resolve("offsets.npy"));
        Verification result = assertAsTheVerifier();
        assertEquals(2, result.result().missing());
        assertTrue(result.text().contains(port.resolve(names.get(0)) + "/y.npy"), result.text());
    }

    @Test
    void aSuiteOfOneCaseAndTheSuiteItselfAreKnown() throws IOException {
        Path one = suite.resolve("cases").resolve(CASES.getFirst().name());
        Verification actual = verification(one.toString(), one.toString());
        Verification expected =
                Verifier.verify(Suite.open(one), new PortedFiles(one, true), Strictness.DEFAULT);
        assertEquals(timeless(expected.json()), timeless(actual.json()));
        port = suite;
        assertTrue(assertAsTheVerifier().text().contains("compared the suite with itself"));
    }

    @Test
    void theCommandSaysTheSameAndTheTableHasARowForEachStage() throws IOException {
        write(Mistake.NEAREST);
        Path table = scratch.resolve("stages.parquet");
        JobRun run = JobRun.of(VerifyJob::run, suite, port, "--report", table).ends(1);
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(said, true, StandardCharsets.UTF_8);
        int code = Main.run(InputStream.nullInputStream(), print, print, "verify", suite.toString(), port.toString());
        assertEquals(run.code(), code);
        assertEquals(findings(said.toString(StandardCharsets.UTF_8)), findings(run.out()));

        Dataset<Row> rows = session.read().parquet(table.toString());
        assertEquals(2L * CASES.size(), rows.count());
        long failed = assertAsTheVerifier().result().cases().stream().filter(CaseResult::fails).count();
        assertEquals(failed, rows.where("stage = 'y' and not passes").count());
        assertEquals(failed, rows.where("outcome = 'failed' and stage = 'y'").count());
        assertTrue(rows.where("array_contains(explainedBy, 'NEAREST') or size(explainedBy) > 0").count() > 0);
        JobRun.of(VerifyJob::run, suite, port, "--report", table).fails(2, "stages.parquet: exists; name another");
    }

    /** Without the line of counts, which has the time, and that of the program. */
    private static List<String> findings(String text) {
        List<String> lines = text.lines().toList();
        return lines.subList(0, lines.size() - 2);
    }

    @Test
    void aTableOfJsonHasTheMissingCases() throws IOException {
        write();
        Path gone = port.resolve(Suite.open(suite).names().getFirst());
        Files.delete(gone.resolve("y.npy"));
        Files.delete(gone.resolve("offsets.npy"));
        Files.delete(gone);
        Path table = scratch.resolve("stages.json");
        JobRun.of(VerifyJob::run, suite, port, "--report", table, "--stage", "y").ends(1);
        Dataset<Row> rows = session.read().schema(StageTable.SCHEMA).json(table.toString());
        assertEquals(CASES.size(), rows.count());
        assertEquals(1, rows.where("outcome = 'missing' and stage is null and absence is not null").count());
    }

    @Test
    void aChangedSuiteIsRefusedInTheSameWords() throws IOException {
        write();
        Path changed = scratch.resolve("changed");
        Suite.write(changed, CASES.subList(0, 3), "a test");
        Path x = changed.resolve("cases").resolve(CASES.get(1).name()).resolve("x.npy");
        Files.copy(changed.resolve("cases").resolve(CASES.get(2).name()).resolve("x.npy"), x,
                StandardCopyOption.REPLACE_EXISTING);
        JobRun.of(VerifyJob::run, changed, port).fails(3, x + ": is not the file that MANIFEST lists");
        JobRun.of(VerifyJob::run, RemoteFiles.name(changed), port)
                .fails(3, RemoteFiles.name(x) + ": is not the file that MANIFEST lists");
        Files.delete(x);
        JobRun.of(VerifyJob::run, changed, port).fails(3, x + ": is missing, though MANIFEST lists it");
        JobRun.of(VerifyJob::run, RemoteFiles.name(changed), port)
                .fails(3, RemoteFiles.name(x) + ": is missing, though MANIFEST lists it");
    }

    @Test
    void whatCannotBeMeantIsRefused() throws IOException {
        write();
        Path file = Files.createFile(scratch.resolve("file"));
        JobRun.of(VerifyJob::run, scratch.resolve("nowhere"), port).fails(3, "nowhere: no such file or directory");
        JobRun.of(VerifyJob::run, file, port).fails(2, "is a file; name the folder that dysample golden wrote");
        JobRun.of(VerifyJob::run, port, port).fails(3, "holds no case: a case is a folder with a case.json");
        JobRun.of(VerifyJob::run, suite, port, "--report", "r.html").fails(2, "must end in .parquet or .json");
        JobRun.of(VerifyJob::run, suite, port, "--stage", "z").fails(2, "--stage is z, must be one of linear");
        JobRun.of(VerifyJob::run, suite, port, "--bits", "--ulp", "1").fails(2, "--bits leaves no room");
        JobRun.of(VerifyJob::run, suite, port, "--stage", "gradEndConvBias")
                .fails(2, "no case has any of these stages: gradEndConvBias");
    }
}
