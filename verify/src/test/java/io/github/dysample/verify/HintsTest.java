package io.github.dysample.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.io.DType;
import io.github.dysample.io.NdArray;
import java.io.IOException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Ports that are wrong in ways that are not listed. */
class HintsTest {
    private static final Suite SUITE = Suite.standard();

    /** A port that is right but for some cases, whose values are all too large. */
    private record PartlyWrong(Predicate<CaseRecord> wrong, Set<Stage> stages) implements PortedLayer {
        @Override
        public String name() {
            return "partly wrong";
        }

        @Override
        public PortedStages stages(GoldenCase golden) {
            PortedLayer right = new PortWithMistakes(Set.of(), stages, DType.F32);
            try {
                Map<Stage, NdArray> arrays = right.stages(golden).arrays();
                if (wrong.test(golden.record()) && stages.contains(Stage.OUTPUT)) {
                    float[] values = arrays.get(Stage.OUTPUT).toFloats();
                    for (int i = 0; i < values.length; i++) {
                        values[i] += 0.25f;
                    }
                    arrays.put(Stage.OUTPUT, NdArray.of(values, arrays.get(Stage.OUTPUT).shape()));
                }
                return PortedStages.of(arrays);
            } catch (IOException impossible) {
                throw new AssertionError(impossible);
            }
        }
    }

    private static List<String> hints(Predicate<CaseRecord> wrong, Set<Stage> stages) {
        return Verifier.verify(SUITE, new PartlyWrong(wrong, stages)).result().hints();
    }

    private static void assertSays(String part, Predicate<CaseRecord> wrong) {
        List<String> hints = hints(wrong, EnumSet.allOf(Stage.class));
        assertTrue(hints.contains("Every failing case has " + part + ", and no passing case does."), hints.toString());
    }

    @Test
    void whatFailingCasesHaveInCommon() {
        assertSays("dynamic scope", record -> record.config().dynamicScope());
        assertSays("static scope", record -> !record.config().dynamicScope());
        assertSays("a batch of 2 or more", record -> record.batch() > 1);
        assertSays("a scale of 1 or less", record -> record.config().scale() == 1);
        assertSays("a width of 33 or more", record -> record.width() > 20);
    }

    @Test
    void whatIsSeenInMostOfThem() {
        List<String> hints = hints(record -> record.batch() > 1, EnumSet.of(Stage.OUTPUT));
        assertEquals("In 18 of 18 failing cases: y has the right values plus 0.25.", hints.getFirst());
        assertTrue(hints.getLast().startsWith("Only y is given"), hints.toString());
    }

    @Test
    void nothingWhereTheMistakeIsFound() {
        PortedLayer swapped = new PortWithMistakes(Set.of(Mistake.SWAPPED_SIZES), EnumSet.of(Stage.OUTPUT), DType.F32);
        assertEquals(List.of(), Verifier.verify(SUITE, swapped).result().hints());
    }

    @Test
    void whatOnlySomeHave() {
        assertSaysOf("Every failing case has dynamic scope, and 19 of 20 cases with it fail.",
                record -> record.config().dynamicScope() && !record.name().equals("offsets-zero"));
    }

    private static void assertSaysOf(String hint, Predicate<CaseRecord> wrong) {
        List<String> hints = hints(wrong, EnumSet.allOf(Stage.class));
        assertTrue(hints.contains(hint), hints.toString());
    }

    /** One case has many things that no other has. */
    @Test
    void nothingInCommonOfOneCase() {
        List<String> hints = hints(record -> record.name().equals("size-wide"), EnumSet.allOf(Stage.class));
        assertEquals(List.of("In 1 of 1 failing case: y has the right values plus 0.25."), hints);
    }

    @Test
    void theOutputIsNotGiven() {
        List<String> hints = hints(record -> false, EnumSet.of(Stage.OFFSETS));
        assertEquals(List.of("The output itself, y, is given in 0 of 77 cases."), hints);
    }

    /** What is seen in a later stage is not said of the first. */
    @Test
    void patternsBelongToTheirStage() {
        PortedLayer port = new PortedLayer() {
            @Override
            public String name() {
                return "shapes and values";
            }

            @Override
            public PortedStages stages(GoldenCase golden) {
                Map<Stage, NdArray> arrays = new EnumMap<>(
                        new PartlyWrong(_ -> true, EnumSet.of(Stage.OFFSETS, Stage.OUTPUT)).stages(golden).arrays());
                NdArray offsets = arrays.get(Stage.OFFSETS);
                arrays.put(Stage.OFFSETS, NdArray.of(offsets.toFloats(), offsets.size()));
                return PortedStages.of(arrays);
            }
        };
        List<String> hints = Verifier.verify(SUITE, port).result().hints();
        assertTrue(hints.contains("In 77 of 77 failing cases: y has the right values plus 0.25."), hints.toString());
        assertTrue(hints.contains("In 77 of 77 failing cases: offsets has the right number of elements."),
                hints.toString());
    }
}
