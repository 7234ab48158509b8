package io.github.dysample.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.DySample;
import io.github.dysample.Tensor;
import io.github.dysample.io.DType;
import io.github.dysample.verify.internal.report.TextReport;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every mistake is found by its name, from the outputs alone and from all stages. */
@Execution(ExecutionMode.CONCURRENT) // more than half of the time of all tests
class DiagnosisTest {
    private static final Set<Stage> OUTPUT = EnumSet.of(Stage.OUTPUT);
    private static final Set<Stage> ALL = EnumSet.range(Stage.LINEAR, Stage.OUTPUT);

    private static final Suite SUITE = Suite.standard();
    private static final Set<Mistake> OF_HEADS = EnumSet.of(Mistake.NO_END_CONV, Mistake.NO_END_CONV_BIAS);

    private static SuiteResult verify(Set<Mistake> mistakes, Set<Stage> stages, DType type) {
        Suite suite = Collections.disjoint(mistakes, OF_HEADS) ? SUITE : Suite.heads();
        return Verifier.verify(suite, new PortWithMistakes(mistakes, stages, type)).result();
    }

    static List<Mistake> forward() {
        return Stream.of(Mistake.values()).filter(mistake -> !mistake.isOfGradients()).toList();
    }

    @ParameterizedTest
    @MethodSource("forward")
    void fromTheOutputsAlone(Mistake mistake) {
        assertFound(mistake, verify(EnumSet.of(mistake), OUTPUT, DType.F32));
    }

    @ParameterizedTest
    @MethodSource("forward")
    void fromAllStages(Mistake mistake) {
        assertFound(mistake, verify(EnumSet.of(mistake), ALL, DType.F32));
    }

    private static void assertFound(Mistake mistake, SuiteResult result) {
        assertFalse(result.passes());
        Diagnosis diagnosis = result.diagnosis();
        assertNotNull(diagnosis);
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
    void aRightPortPassesInEveryType(DType type) {
        for (Suite suite : List.of(SUITE, Suite.heads())) {
            // Only float32 holds what is past the range of half precision, and NaN-free differences of it.
            Set<Stage> stages = type == DType.F16 ? OUTPUT : ALL;
            PortWithMistakes port = new PortWithMistakes(EnumSet.noneOf(Mistake.class), stages, type);
            SuiteResult result = Verifier.verify(suite, port).result();
            assertTrue(result.passes(), () -> type + "\n" + TextReport.of(result, null));
            assertNull(result.diagnosis());
        }
    }

    /** A port of the paper's layer knows no end_conv. */
    @Test
    void aPortOfThePapersLayerPassesTheStandardSuite() {
        PortWithMistakes port = new PortWithMistakes(OF_HEADS, ALL, DType.F32);
        SuiteResult result = Verifier.verify(SUITE, port).result();
        assertTrue(result.passes(), () -> TextReport.of(result, null));
        SuiteResult heads = Verifier.verify(Suite.heads(), port).result();
        assertEquals(heads.cases().size(), heads.failed());
        assertTrue(TextReport.of(heads, null).contains("must have (1, 3, 10, 12); it seems to lack end_conv"));
    }

    /** What a user of such a layer alone checks. */
    @ParameterizedTest
    @EnumSource(names = {"NO_BIAS", "SWAPPED_COMPONENTS", "NO_INITIAL_POSITION", "ALIGNED_CORNERS", "ZERO_PADDING",
        "DCR_UNSHUFFLE", "QUARTER_WITH_DYNAMIC_SCOPE", "FIRST_ITEM_OFFSETS", "NEAREST", "BLANKED_EDGE"})
    void aMistakeOfThePapersLayerInHeadsAlone(Mistake mistake) {
        SuiteResult result = Verifier.verify(
                Suite.heads(), new PortWithMistakes(EnumSet.of(mistake), OUTPUT, DType.F32)).result();
        assertEquals(List.of(mistake), result.diagnosis().mistakes());
        assertTrue(result.diagnosis().isConvincing(), result.diagnosis().toString());
    }

    /** The last of a pair shows in few cases, which the first alone leaves. */
    @ParameterizedTest
    @CsvSource({
        "SWAPPED_COMPONENTS, ALIGNED_CORNERS",
        "NEAREST, DCR_UNSHUFFLE",
        "NEAREST, BLANKED_EDGE",
        "BLANKED_EDGE, DCR_UNSHUFFLE",
        "BLANKED_EDGE, NO_SCOPE_BIAS",
        "NEAREST, RECOMPUTED_INITIAL_POSITION",
        "DCR_UNSHUFFLE, NO_END_CONV_BIAS",
        "ALIGNED_CORNERS, NO_END_CONV_BIAS",
        "NEAREST, NO_END_CONV",
    })
    void twoMistakesTogether(Mistake first, Mistake second) {
        Set<Mistake> both = EnumSet.of(first, second);
        SuiteResult result = verify(both, OUTPUT, DType.F32);
        assertEquals(both, EnumSet.copyOf(result.diagnosis().mistakes()));
        assertTrue(result.diagnosis().isConvincing());
    }

    @ParameterizedTest
    @EnumSource
    void portsInUse(KnownPort port) {
        for (Set<Stage> stages : List.of(OUTPUT, ALL)) {
            SuiteResult result = verify(port.mistakes(), stages, DType.F32);
            assertEquals(port.mistakes(), EnumSet.copyOf(result.diagnosis().mistakes()));
            assertTrue(result.diagnosis().isConvincing());
            assertTrue(TextReport.of(result, null).contains("These are the mistakes of " + port.title()));
        }
    }

    /** Points of zero offsets are next to whole pixels, where there is more than one way to describe them. */
    @ParameterizedTest
    @EnumSource(names = {"SWAPPED_NEIGHBOURS", "SWAPPED_COMPONENTS"})
    void onOneCaseOfZeroOffsets(Mistake mistake) {
        Suite one = only("offsets-zero-scale-3");
        PortWithMistakes port = new PortWithMistakes(EnumSet.of(mistake), ALL, DType.F32);
        Diagnosis diagnosis = Verifier.verify(one, port).result().diagnosis();
        assertEquals(List.of(mistake), diagnosis.mistakes());
        // The initial positions are right in the stages that are given.
        assertFalse(diagnosis.alternatives().contains(List.of(Mistake.TRANSPOSED_INITIAL_POSITION)));
    }

    private static Suite only(String name) {
        return Suite.of(name, Suite.standardCases().stream()
                .filter(each -> each.name().equals(name))
                .toList());
    }

    /** On a small case many mistakes give the same, which the diagnosis has to say. */
    @Test
    void whatCannotBeToldApart() {
        Suite one = only("no-half-pixel");
        Set<Mistake> both = EnumSet.of(Mistake.DCR_OFFSET_SHUFFLE, Mistake.NO_HALF_PIXEL);
        Diagnosis diagnosis =
                Verifier.verify(one, new PortWithMistakes(both, OUTPUT, DType.F32)).result().diagnosis();
        assertFalse(diagnosis.isConvincing());
        assertTrue(Stream.concat(Stream.of(diagnosis.mistakes()), diagnosis.alternatives().stream())
                .anyMatch(mistakes -> both.equals(EnumSet.copyOf(mistakes))));
    }

    @Test
    void aRightPortHeldToNothingIsNotDiagnosed() {
        PortWithMistakes port = new PortWithMistakes(EnumSet.noneOf(Mistake.class), ALL, DType.F32);
        Strictness strict = new Strictness(0.0, 0.0, 0, false, ALL);
        SuiteResult result = Verifier.verify(SUITE, port, strict).result();
        assertFalse(result.passes());
        assertNull(result.diagnosis());
    }

    @Test
    void somethingElseIsNotTakenForAMistakeItIsNot() {
        PortedLayer noise = PortedLayer.ofOutput((weights, x) -> {
            Tensor y = DySample.of(weights, "scalar").forward(x);
            for (int i = 0; i < y.data().length; i++) {
                y.data()[i] = i % 7;
            }
            return y;
        });
        SuiteResult result = Verifier.verify(SUITE, noise).result();
        assertEquals(SUITE.names().size(), result.failed());
        assertNull(result.diagnosis());
        assertTrue(TextReport.of(result, null).contains("No known mistake explains this."));
    }
}
