package io.github.dysample.cli.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.cli.golden.GoldenCase;
import io.github.dysample.cli.golden.Stage;
import io.github.dysample.cli.golden.Suite;
import io.github.dysample.cli.mistake.KnownPort;
import io.github.dysample.cli.mistake.Mistake;
import io.github.dysample.io.DType;
import io.github.dysample.io.NdArray;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every mistake is found by its name, from the outputs alone and from all stages. */
class DiagnosisTest {
    private static final Set<Stage> OUTPUT = EnumSet.of(Stage.OUTPUT);
    private static final Set<Stage> ALL = EnumSet.allOf(Stage.class);

    @TempDir
    private static Path folder;

    private static Suite suite;

    @BeforeAll
    static void writeSuite() throws IOException {
        suite = TestSuite.standard(folder);
    }

    private static SuiteResult verify(Set<Mistake> mistakes, Set<Stage> stages, DType type) throws IOException {
        return new Verifier(suite, new PortWithMistakes(mistakes, stages, type), Settings.DEFAULT).run();
    }

    @ParameterizedTest
    @EnumSource
    void fromTheOutputsAlone(Mistake mistake) throws IOException {
        assertFound(mistake, verify(EnumSet.of(mistake), OUTPUT, DType.F32));
    }

    @ParameterizedTest
    @EnumSource
    void fromAllStages(Mistake mistake) throws IOException {
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

    @Test
    void aRightPortPassesInEveryType() throws IOException {
        for (DType type : new DType[] {DType.F32, DType.F64, DType.F16, DType.BF16}) {
            // Only float32 holds what is past the range of half precision, and NaN-free differences of it.
            SuiteResult result = verify(EnumSet.noneOf(Mistake.class), type == DType.F16 ? OUTPUT : ALL, type);
            assertTrue(result.passes(), () -> type + "\n" + TextReport.of(result));
            assertNull(result.diagnosis());
        }
    }

    @Test
    void twoMistakesTogether() throws IOException {
        Set<Mistake> both = EnumSet.of(Mistake.SWAPPED_COMPONENTS, Mistake.ALIGNED_CORNERS);
        SuiteResult result = verify(both, OUTPUT, DType.F32);
        assertEquals(both, EnumSet.copyOf(result.diagnosis().mistakes()));
        assertTrue(result.diagnosis().isConvincing());
    }

    @ParameterizedTest
    @EnumSource
    void portsInUse(KnownPort port) throws IOException {
        for (Set<Stage> stages : List.of(OUTPUT, ALL)) {
            SuiteResult result = verify(port.mistakes(), stages, DType.F32);
            assertEquals(port.mistakes(), EnumSet.copyOf(result.diagnosis().mistakes()));
            assertTrue(result.diagnosis().isConvincing());
            assertTrue(TextReport.of(result).contains("These are the mistakes of " + port.title()));
        }
    }

    /** Points of zero offsets are next to whole pixels where there is more than one way to say them. */
    @ParameterizedTest
    @EnumSource(names = {"SWAPPED_NEIGHBOURS", "SWAPPED_COMPONENTS"})
    void onOneCaseOfZeroOffsets(Mistake mistake) throws IOException {
        Suite one = new Suite(suite.folder(), suite.cases().stream()
                .filter(each -> each.endsWith("offsets-zero-scale-3"))
                .toList());
        PortWithMistakes port = new PortWithMistakes(EnumSet.of(mistake), ALL, DType.F32);
        Diagnosis diagnosis = new Verifier(one, port, Settings.DEFAULT).run().diagnosis();
        assertEquals(List.of(mistake), diagnosis.mistakes());
        // The initial positions are right in the stages that are given.
        assertFalse(diagnosis.alternatives().contains(List.of(Mistake.TRANSPOSED_INITIAL_POSITION)));
    }

    /** On a small case many mistakes give the same, which has to be said. */
    @Test
    void whatCannotBeToldApart() throws IOException {
        Suite one = new Suite(suite.folder(), suite.cases().stream()
                .filter(each -> each.endsWith("no-half-pixel"))
                .toList());
        Set<Mistake> both = EnumSet.of(Mistake.DCR_OFFSET_SHUFFLE, Mistake.NO_HALF_PIXEL);
        Diagnosis diagnosis =
                new Verifier(one, new PortWithMistakes(both, OUTPUT, DType.F32), Settings.DEFAULT).run().diagnosis();
        assertFalse(diagnosis.isConvincing());
        assertTrue(Stream.concat(Stream.of(diagnosis.mistakes()), diagnosis.alternatives().stream())
                .anyMatch(mistakes -> both.equals(EnumSet.copyOf(mistakes))));
    }

    @Test
    void aRightPortHeldToNothingIsNotDiagnosed() throws IOException {
        PortWithMistakes port = new PortWithMistakes(EnumSet.noneOf(Mistake.class), ALL, DType.F32);
        Settings strict = new Settings(0.0, 0.0, 0, false, ALL);
        SuiteResult result = new Verifier(suite, port, strict).run();
        assertFalse(result.passes());
        assertNull(result.diagnosis());
    }

    @Test
    void somethingElseIsNotTakenForAMistakeItIsNot() throws IOException {
        Port noise = new Port() {
            @Override
            public String name() {
                return "noise";
            }

            @Override
            public PortStages stages(GoldenCase golden) {
                float[] values = new float[Arrays.stream(golden.shape(Stage.OUTPUT)).reduce(1, (a, b) -> a * b)];
                for (int i = 0; i < values.length; i++) {
                    values[i] = i % 7;
                }
                int[] shape = golden.shape(Stage.OUTPUT);
                return PortStages.of(
                        Map.of(Stage.OUTPUT, NdArray.of(values, shape[0], shape[1], shape[2], shape[3])));
            }

            @Override
            public boolean promisesBits() {
                return false;
            }
        };
        SuiteResult result = new Verifier(suite, noise, Settings.DEFAULT).run();
        assertEquals(suite.cases().size(), result.failed());
        assertNull(result.diagnosis());
        assertTrue(TextReport.of(result).contains("No known mistake explains this."));
    }
}
