package io.github.dysample.cli.verify;

import io.github.dysample.cli.golden.CaseSpec;
import io.github.dysample.cli.golden.StandardSuite;
import io.github.dysample.cli.golden.Suite;
import io.github.dysample.cli.golden.SuiteWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Suites for tests. */
final class TestSuite {
    private TestSuite() {}

    /** Writes the standard suite into a folder. */
    static Suite standard(Path folder) throws IOException {
        return write(folder.resolve("suite"), StandardSuite.cases());
    }

    /** Writes some cases as a folder. */
    static Suite write(Path target, List<CaseSpec> cases) throws IOException {
        SuiteWriter.write(target, cases, "a test");
        return Suite.open(target);
    }
}
