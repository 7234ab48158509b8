package io.github.dysample.cuda.gpu;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;

import java.io.PrintWriter;
import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Runs the tests on a GPU where there is no Maven. */
public final class GpuTests {
    private GpuTests() {}

    /** No arguments; exit code 1 if a test failed or none was found. */
    public static void main(String[] arguments) {
        LauncherDiscoveryRequest tests = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectPackage(GpuTests.class.getPackageName()))
                .filters(ClassNameFilter.includeClassNamePatterns(".*IT"))
                .build();
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        Launcher launcher = LauncherFactory.create();
        launcher.execute(tests, summary);
        summary.getSummary().printFailuresTo(new PrintWriter(System.out, true));
        long passed = summary.getSummary().getTestsSucceededCount();
        System.exit(passed > 0 && summary.getSummary().getTotalFailureCount() == 0 ? 0 : 1);
    }
}
