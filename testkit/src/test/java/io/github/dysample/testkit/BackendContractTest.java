package io.github.dysample.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.dysample.Backend;
import io.github.dysample.Tensor;
import io.github.dysample.spi.PreparedConv1x1;
import io.github.dysample.spi.Workers;
import io.github.dysample.testkit.example.ExampleKernels;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** The kit finds faults: backends with one fault each fail, and only where the fault shows. */
class BackendContractTest {

    /** One unit in the last place, in one element. */
    static class Inexact extends ExampleKernels {
        @Override
        public PreparedConv1x1 prepareConv1x1(float[] weight, float[] bias, int outputs, int inputs) {
            PreparedConv1x1 right = super.prepareConv1x1(weight, bias, outputs, inputs);
            return new PreparedConv1x1() {
                @Override
                public int outputs() {
                    return outputs;
                }

                @Override
                public int inputs() {
                    return inputs;
                }

                @Override
                public void forward(Tensor x, Tensor out, Workers workers) {
                    right.forward(x, out, workers);
                    out.data()[0] = Math.nextUp(out.data()[0]);
                }
            };
        }
    }

    /** One element is not written. */
    static class Incomplete extends ExampleKernels {
        @Override
        public void pixelShuffle(Tensor x, int r, Tensor out, Workers workers) {
            int last = out.data().length - 1;
            float before = out.data()[last];
            super.pixelShuffle(x, r, out, workers);
            out.data()[last] = before;
        }
    }

    /** Every value has the other sign. */
    static class Negated extends ExampleKernels {
        @Override
        public void offsetSample(Tensor x, Tensor offsets, int s, int groups, Tensor out, Workers workers) {
            super.offsetSample(x, offsets, s, groups, out, workers);
            for (int i = 0; i < out.data().length; i++) {
                out.data()[i] = -out.data()[i];
            }
        }
    }

    /** As if a pixel that was read with a weight of 0 got nothing, whatever the gradient is. */
    static class WithoutWeightsOfZero extends ExampleKernels {
        @Override
        public void offsetSampleGradient(
                Tensor x, Tensor offsets, Tensor gradOut, int s, int groups, Tensor gradX, Tensor gradOffsets,
                Workers workers) {
            super.offsetSampleGradient(x, offsets, gradOut, s, groups, gradX, gradOffsets, workers);
            for (int i = 0; gradX != null && i < gradX.data().length; i++) {
                gradX.data()[i] = Float.isNaN(gradX.data()[i]) ? 0 : gradX.data()[i];
            }
        }
    }

    /** The sums of weights are float32. */
    static class RoundedSums extends ExampleKernels {
        @Override
        public void conv1x1WeightGradient(Tensor x, Tensor gradOut, int phases, double[] sums, Workers workers) {
            super.conv1x1WeightGradient(x, gradOut, phases, sums, workers);
            for (int i = 0; i < sums.length; i++) {
                sums[i] = (float) sums[i];
            }
        }
    }

    /** 1 − sigmoid(z) in place of sigmoid(−z), which differs in the last bits. */
    static class LossySlope extends ExampleKernels {
        @Override
        public void offsetsGradient(
                Tensor gradOffsets, Tensor linear, Tensor scope, Tensor gradLinear, Tensor gradScope,
                Workers workers) {
            super.offsetsGradient(gradOffsets, linear, scope, gradLinear, gradScope, workers);
            for (int i = 0; scope != null && i < gradScope.data().length; i++) {
                float half = gradOffsets.data()[i] * 0.5f;
                float sigmoid = half == 0f ? 0f : gradLinear.data()[i] / half;
                gradScope.data()[i] = half * linear.data()[i] * (sigmoid * (1f - sigmoid));
            }
        }
    }

    // The build's own search for tests passes nested classes over.

    static class OfInexact extends BackendContract {
        @Override
        protected Backend backend() {
            return Backend.of("Inexact", new Inexact());
        }
    }

    static class OfIncomplete extends BackendContract {
        @Override
        protected Backend backend() {
            return Backend.of("Incomplete", new Incomplete());
        }
    }

    static class OfNegated extends BackendContract {
        @Override
        protected Backend backend() {
            return Backend.of("Negated", new Negated());
        }
    }

    static class OfWithoutWeightsOfZero extends BackendContract {
        @Override
        protected Backend backend() {
            return Backend.of("WithoutWeightsOfZero", new WithoutWeightsOfZero());
        }
    }

    static class OfRoundedSums extends BackendContract {
        @Override
        protected Backend backend() {
            return Backend.of("RoundedSums", new RoundedSums());
        }
    }

    static class OfLossySlope extends BackendContract {
        @Override
        protected Backend backend() {
            return Backend.of("LossySlope", new LossySlope());
        }
    }

    @Test
    void faultsInGradientsAreFoundWhereTheyShow() {
        assertEquals(
                List.of(Set.of("OffsetSampleGradient", "LayerGradient"), Set.of("Conv1x1Gradient", "LayerGradient"),
                        Set.of("OffsetsGradient", "LayerGradient")),
                failing(OfWithoutWeightsOfZero.class, OfRoundedSums.class, OfLossySlope.class));
    }

    @Test
    void faultsAreFoundWhereTheyShow() {
        assertEquals(
                List.of(Set.of("Conv1x1", "Layer", "LayerGradient", "Threads"),
                        Set.of("PixelShuffle", "Layer", "LayerGradient", "Threads"),
                        Set.of("OffsetSample", "Layer", "Threads")),
                failing(OfInexact.class, OfIncomplete.class, OfNegated.class));
    }

    /** Of each contract, at the same time, since each takes a quarter of a minute. */
    private static List<Set<String>> failing(Class<?>... contracts) {
        return Arrays.stream(contracts).parallel().map(BackendContractTest::failing).toList();
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
