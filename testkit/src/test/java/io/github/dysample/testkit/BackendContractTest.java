package io.github.dysample.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.dysample.Tensor;
import io.github.dysample.spi.Backend;
import io.github.dysample.testkit.example.ExampleBackend;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** The kit finds what is wrong: backends with one fault each fail, and only where the fault shows. */
class BackendContractTest {

    /** One unit in the last place, in one element. */
    static class Inexact extends ExampleBackend {
        @Override
        protected void computeConv1x1(Tensor x, float[] weight, float[] bias, Tensor out) {
            super.computeConv1x1(x, weight, bias, out);
            if (out.data().length > 0) {
                out.data()[0] = Math.nextUp(out.data()[0]);
            }
        }
    }

    /** One element is not written. */
    static class Incomplete extends ExampleBackend {
        @Override
        protected void computePixelShuffle(Tensor x, int r, Tensor out) {
            int last = out.data().length - 1;
            float before = last < 0 ? 0 : out.data()[last];
            super.computePixelShuffle(x, r, out);
            if (last >= 0) {
                out.data()[last] = before;
            }
        }
    }

    /** Every value has the other sign. */
    static class Negated extends ExampleBackend {
        @Override
        protected void computeOffsetSample(Tensor x, Tensor offsets, int s, int groups, Tensor out) {
            super.computeOffsetSample(x, offsets, s, groups, out);
            for (int i = 0; i < out.data().length; i++) {
                out.data()[i] = -out.data()[i];
            }
        }
    }

    // The build's own search for tests passes nested classes over.

    static class OfInexact extends BackendContract {
        @Override
        protected Backend backend() {
            return new Inexact();
        }
    }

    static class OfIncomplete extends BackendContract {
        @Override
        protected Backend backend() {
            return new Incomplete();
        }
    }

    static class OfNegated extends BackendContract {
        @Override
        protected Backend backend() {
            return new Negated();
        }
    }

    @Test
    void faultsAreFoundWhereTheyShow() {
        assertEquals(Set.of("Conv1x1", "Layer"), failing(OfInexact.class));
        // The other shuffle is tested there and back.
        assertEquals(Set.of("PixelShuffle", "PixelUnshuffle", "Layer"), failing(OfIncomplete.class));
        assertEquals(Set.of("OffsetSample", "Layer"), failing(OfNegated.class));
    }

    /** The nested classes with a failing test. */
    private static Set<String> failing(Class<?> contract) {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        // Without the build's own listener, which would print these failures.
        LauncherConfig quiet = LauncherConfig.builder().enableTestExecutionListenerAutoRegistration(false).build();
        LauncherFactory.create(quiet).execute(
                LauncherDiscoveryRequestBuilder.request().selectors(selectClass(contract)).build(), listener);
        TestExecutionSummary summary = listener.getSummary();
        assertTrue(summary.getTestsFoundCount() > 50, summary.getTestsFoundCount() + " tests");
        return summary.getFailures().stream()
                .map(failure -> failure.getTestIdentifier().getUniqueId())
                .map(id -> id.replaceAll(".*\\[nested-class:(\\w+)\\].*", "$1"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
