package io.github.dysample.testing;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Prints one line when all tests of a JVM are done, so that a quiet build still says what it ran.
 *
 * <p>The line begins with the word in the system property {@value #LABEL}. A class or container that fails outside its
 * tests counts as one failure: its tests never ran.
 */
public final class TestSummary implements TestExecutionListener {
    /** The system property with the word the line begins with. */
    public static final String LABEL = "dysample.test.label";

    private final AtomicInteger passed = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicInteger skipped = new AtomicInteger();

    /** For {@link java.util.ServiceLoader}. */
    public TestSummary() {}

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (result.getStatus() != Status.SUCCESSFUL) {
            failed.incrementAndGet();
        } else if (test.isTest()) {
            passed.incrementAndGet();
        }
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        skipped.incrementAndGet();
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        if (passed.get() + failed.get() + skipped.get() == 0) {
            // A run of tests that all belong elsewhere. Where it was to run everything, surefire fails.
            return;
        }
        String line = System.getProperty(LABEL, "tests") + ": " + passed + " passed, " + failed + " failed";
        System.out.println(skipped.get() == 0 ? line : line + ", " + skipped + " skipped");
    }
}
