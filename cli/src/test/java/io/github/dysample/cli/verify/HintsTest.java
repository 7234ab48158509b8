package io.github.dysample.cli.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.cli.golden.CaseRecord;
import io.github.dysample.cli.golden.GoldenCase;
import io.github.dysample.cli.golden.Stage;
import io.github.dysample.cli.golden.Suite;
import io.github.dysample.cli.mistake.Mistake;
import io.github.dysample.io.DType;
import io.github.dysample.io.NdArray;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ports that are wrong in ways nobody has listed. */
class HintsTest {
    @TempDir
    private static Path folder;

    private static Suite suite;

    @BeforeAll
    static void writeSuite() throws IOException {
        suite = TestSuite.standard(folder);
    }

    /** A port that is right but for some cases, whose values are all too large. */
    private record PartlyWrong(Predicate<CaseRecord> wrong, Set<Stage> stages) implements Port {
        @Override
        public String name() {
            return "partly wrong";
        }

        @Override
        public PortStages stages(GoldenCase golden) {
            Port right = new PortWithMistakes(Set.of(), stages, DType.F32);
            try {
                Map<Stage, NdArray> arrays = right.stages(golden).arrays();
                if (wrong.test(golden.record()) && stages.contains(Stage.OUTPUT)) {
                    float[] values = arrays.get(Stage.OUTPUT).toFloats();
                    for (int i = 0; i < values.length; i++) {
                        values[i] += 0.25f;
                    }
                    arrays.put(Stage.OUTPUT, NdArray.of(values, arrays.get(Stage.OUTPUT).shape()));
                }
                return PortStages.of(arrays);
            } catch (IOException impossible) {
                throw new AssertionError(impossible);
            }
        }

        @Override
        public boolean promisesBits() {
            return false;
        }
    }

    private static List<String> hints(Predicate<CaseRecord> wrong, Set<Stage> stages) throws IOException {
        return new Verifier(suite, new PartlyWrong(wrong, stages), Settings.DEFAULT).run().hints();
    }

    private static void assertSays(String part, Predicate<CaseRecord> wrong) throws IOException {
        List<String> hints = hints(wrong, EnumSet.allOf(Stage.class));
        assertTrue(hints.contains("What fails has " + part + ", and nothing that passes has."), hints.toString());
    }

    @Test
    void whatFailingCasesHaveInCommon() throws IOException {
        assertSays("dynamic scope", record -> record.config().dynamicScope());
        assertSays("static scope", record -> !record.config().dynamicScope());
        assertSays("a batch of 2 or more", record -> record.batch() > 1);
        assertSays("a scale of 1 or less", record -> record.config().scale() == 1);
        assertSays("a width of 33 or more", record -> record.width() > 20);
    }

    @Test
    void whatIsSeenInMostOfThem() throws IOException {
        List<String> hints = hints(record -> record.batch() > 1, EnumSet.of(Stage.OUTPUT));
        assertEquals("In 18 of 18 failing cases: y has the right values plus 0.25.", hints.getFirst());
        assertTrue(hints.getLast().startsWith("Only y is given"), hints.toString());
    }

    @Test
    void nothingWhereTheMistakeIsFound() throws IOException {
        Port swapped = new PortWithMistakes(Set.of(Mistake.SWAPPED_SIZES), EnumSet.of(Stage.OUTPUT), DType.F32);
        assertEquals(List.of(), new Verifier(suite, swapped, Settings.DEFAULT).run().hints());
    }

    @Test
    void whatOnlySomeHave() throws IOException {
        assertSaysOf("All that fails has dynamic scope, and 18 of 19 cases with it fail.",
                record -> record.config().dynamicScope() && !record.name().equals("offsets-zero"));
    }

    private static void assertSaysOf(String hint, Predicate<CaseRecord> wrong) throws IOException {
        List<String> hints = hints(wrong, EnumSet.allOf(Stage.class));
        assertTrue(hints.contains(hint), hints.toString());
    }

    /** One case has many things that no other has. */
    @Test
    void nothingInCommonOfOneCase() throws IOException {
        List<String> hints = hints(record -> record.name().equals("size-wide"), EnumSet.allOf(Stage.class));
        assertEquals(List.of("In 1 of 1 failing case: y has the right values plus 0.25."), hints);
    }

    @Test
    void theOutputIsNotGiven() throws IOException {
        List<String> hints = hints(record -> false, EnumSet.of(Stage.OFFSETS));
        assertEquals(List.of("The output itself, y, is given in 0 of 73 cases."), hints);
    }

    /** What is seen in a later stage is not said of the first. */
    @Test
    void patternsBelongToTheirStage() throws IOException {
        Port port = new Port() {
            @Override
            public String name() {
                return "shapes and values";
            }

            @Override
            public PortStages stages(GoldenCase golden) throws IOException {
                Map<Stage, NdArray> arrays = new EnumMap<>(
                        new PartlyWrong(_ -> true, EnumSet.of(Stage.OFFSETS, Stage.OUTPUT)).stages(golden).arrays());
                NdArray offsets = arrays.get(Stage.OFFSETS);
                arrays.put(Stage.OFFSETS, NdArray.of(offsets.toFloats(), offsets.size()));
                return PortStages.of(arrays);
            }

            @Override
            public boolean promisesBits() {
                return false;
            }
        };
        List<String> hints = new Verifier(suite, port, Settings.DEFAULT).run().hints();
        assertTrue(hints.contains("In 73 of 73 failing cases: y has the right values plus 0.25."), hints.toString());
        assertTrue(hints.contains("In 73 of 73 failing cases: offsets has the right number of elements."),
                hints.toString());
    }
}
