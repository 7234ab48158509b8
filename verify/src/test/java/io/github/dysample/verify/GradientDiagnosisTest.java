package io.github.dysample.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.DySample;
import io.github.dysample.DySampleGradients;
import io.github.dysample.Gradients;
import io.github.dysample.io.DType;
import io.github.dysample.io.NdArray;
import io.github.dysample.verify.internal.report.TextReport;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every mistake of a backward pass is found by its name, from what it gives in the end and from all stages. */
@Execution(ExecutionMode.CONCURRENT)
class GradientDiagnosisTest {
    private static final Set<Stage> RESULTS = EnumSet.range(Stage.GRAD_OFFSET_WEIGHT, Stage.GRAD_X);
    private static final Set<Stage> ALL = EnumSet.allOf(Stage.class);
    private static final Suite SUITE = Suite.gradients();

    static List<Mistake> backward() {
        return Stream.of(Mistake.values()).filter(Mistake::isOfGradients).toList();
    }

    private static SuiteResult verify(Suite suite, Set<Mistake> mistakes, Set<Stage> stages) {
        return Verifier.verify(suite, new PortWithMistakes(mistakes, stages, DType.F32)).result();
    }

    @ParameterizedTest
    @MethodSource("backward")
    void fromTheResultsAlone(Mistake mistake) {
        assertFound(mistake, verify(SUITE, EnumSet.of(mistake), RESULTS));
    }

    @ParameterizedTest
    @MethodSource("backward")
    void fromAllStages(Mistake mistake) {
        assertFound(mistake, verify(SUITE, EnumSet.of(mistake), ALL));
    }

    private static void assertFound(Mistake mistake, SuiteResult result) {
        assertFalse(result.passes());
        Diagnosis diagnosis = result.diagnosis();
        assertNotNull(diagnosis, () -> TextReport.of(result, null));
        assertEquals(List.of(mistake), diagnosis.mistakes());
        assertEquals(List.of(), diagnosis.alternatives());
        assertTrue(diagnosis.isConvincing(), diagnosis.toString());
        CaseResult own = result.cases().stream()
                .filter(each -> each.record().name().equals(mistake.id()))
                .findFirst()
                .orElseThrow();
        assertFalse(own.passes());
        assertTrue(own.explanations().contains(mistake));
    }

    @ParameterizedTest
    @EnumSource(names = {"F32", "F64", "F16", "BF16"})
    void aRightBackwardPassPassesInEveryType(DType type) {
        for (Suite suite : List.of(SUITE, Suite.standard(), Suite.heads())) {
            PortWithMistakes port = new PortWithMistakes(EnumSet.noneOf(Mistake.class), RESULTS, type);
            SuiteResult result = Verifier.verify(suite, port).result();
            assertEquals(0, result.failed(), () -> type + "\n" + TextReport.of(result, null));
            assertNull(result.diagnosis());
        }
    }

    /** The library's own float32, held to the tolerance for other ports. */
    @Test
    void theLibraryPasses() {
        PortedLayer port = golden -> new PortedStages(
                new BackendLayer(DySample.of(golden.weights(), "scalar").backend()).stages(golden).arrays(),
                Map.of(), null);
        for (Suite suite : List.of(SUITE, Suite.standard(), Suite.heads())) {
            SuiteResult result = Verifier.verify(suite, port).result();
            assertTrue(result.passes(), () -> TextReport.of(result, null));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "NO_RANGE_FACTOR_IN_GRADIENT, WEIGHT_GRADIENT_MEAN_OF_BATCH",
        "GRADIENT_OF_TAPS_ALONE, ASSIGNED_SCATTER",
        "GRADIENT_THROUGH_THE_CLIP, WRONG_SIGMOID_SLOPE",
    })
    void twoMistakesTogether(Mistake first, Mistake second) {
        Set<Mistake> both = EnumSet.of(first, second);
        SuiteResult result = verify(SUITE, both, RESULTS);
        assertNotNull(result.diagnosis());
        assertEquals(both, EnumSet.copyOf(result.diagnosis().mistakes()));
        assertTrue(result.diagnosis().isConvincing());
    }

    /** The gradients of a wrong forward pass are wrong, too, but the mistake is there. */
    @Test
    void aMistakeOfTheForwardPassIsNamedInItsPlace() {
        PortedLayer port = golden -> {
            Map<Stage, NdArray> stages = new PortWithMistakes(
                    EnumSet.of(Mistake.NEAREST), EnumSet.range(Stage.LINEAR, Stage.OUTPUT), DType.F32)
                    .stages(golden).arrays();
            if (golden.gradOut() != null) {
                long[] shape = Arrays.stream(golden.record().shape(Stage.GRAD_X)).asLongStream().toArray();
                stages.put(Stage.GRAD_X, NdArray.of(new float[golden.x().data().length], shape));
            }
            return PortedStages.of(stages);
        };
        SuiteResult result = Verifier.verify(SUITE, port).result();
        assertEquals(List.of(Mistake.NEAREST), result.diagnosis().mistakes());
    }

    /** What is wrong first is told, in the order in which the pass computes. */
    @Test
    void theFirstWrongStage() {
        Map<Mistake, Stage> first = Map.of(
                Mistake.GRADIENT_THROUGH_THE_CLIP, Stage.GRAD_OFFSETS,
                Mistake.ASSIGNED_SCATTER, Stage.GRAD_X_TAPS,
                Mistake.NO_RANGE_FACTOR_IN_GRADIENT, Stage.GRAD_LINEAR,
                Mistake.WRONG_SIGMOID_SLOPE, Stage.GRAD_SCOPE,
                Mistake.TRANSPOSED_WEIGHT_GRADIENT, Stage.GRAD_OFFSET_WEIGHT,
                Mistake.GRADIENT_OF_TAPS_ALONE, Stage.GRAD_X);
        first.forEach((mistake, stage) -> {
            for (CaseResult each : verify(SUITE, EnumSet.of(mistake), ALL).cases()) {
                each.firstDivergence().ifPresent(result -> assertEquals(stage, result.stage(), mistake.id()));
            }
        });
    }

    @Test
    void gradientsAsApplicationsHaveThem() {
        PortedLayer port = golden -> {
            if (golden.gradOut() == null) {
                return PortedStages.none("not finite");
            }
            Gradients gradients = DySample.of(golden.weights()).backward(golden.x(), golden.gradOut());
            DySampleGradients parameters = gradients.parameters();
            int[] weight = golden.record().shape(Stage.GRAD_OFFSET_WEIGHT);
            return PortedStages.of(Map.of(
                    Stage.GRAD_X, NdArray.of(gradients.input()),
                    Stage.GRAD_OFFSET_WEIGHT, NdArray.of(parameters.offsetWeight(), weight[0], weight[1], 1, 1),
                    Stage.GRAD_OFFSET_BIAS, NdArray.of(parameters.offsetBias(), weight[0])));
        };
        Verifier.verify(SUITE, port).orThrow();
    }
}
