package io.github.dysample.cli.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.reference.DoubleTrace;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WrongLayerTest {
    /** Sums in the same order, coordinates by other formulas that are the same. */
    private static final double ROUNDING = 1e-12;

    /** Far more than float32's rounding. */
    private static final double VISIBLE = 1e-4;

    @Test
    void withoutAMistakeItIsTheReference() {
        for (CaseSpec spec : StandardSuite.cases()) {
            CaseData data = CaseData.of(spec);
            DoubleTrace trace = new WrongLayer(data.weights(), EnumSet.noneOf(Mistake.class)).trace(data.x());
            for (Stage stage : Stage.values()) {
                if (stage.isIn(spec.config())) {
                    double difference = difference(stage, trace, data.exact());
                    assertTrue(difference <= ROUNDING, () -> spec.name() + " " + stage + ": " + difference);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aMistakeShowsInTheCaseOfItsName(Mistake mistake) {
        CaseSpec spec = StandardSuite.cases().stream()
                .filter(each -> each.name().equals(mistake.id()))
                .findFirst()
                .orElseThrow();
        CaseData data = CaseData.of(spec);
        DoubleTrace wrong = new WrongLayer(data.weights(), EnumSet.of(mistake)).trace(data.x());
        assertTrue(difference(Stage.OUTPUT, wrong, data.exact()) > VISIBLE);
    }

    @Test
    void noTwoMistakesAreTheSame() {
        Set<Integer> outputs = new HashSet<>();
        for (Mistake mistake : Mistake.values()) {
            int hash = 0;
            for (CaseSpec spec : StandardSuite.cases()) {
                CaseData data = CaseData.of(spec);
                hash = 31 * hash
                        + new WrongLayer(data.weights(), EnumSet.of(mistake)).trace(data.x()).output().hashCode();
            }
            assertTrue(outputs.add(hash), mistake.id());
        }
    }

    @Test
    void namesAndRemedies() {
        for (Mistake mistake : Mistake.values()) {
            assertTrue(mistake.id().matches("[a-z0-9-]+"), mistake.id());
            assertFalse(mistake.title().endsWith("."), mistake.title());
            assertTrue(mistake.remedy().endsWith("."), mistake.remedy());
        }
        Set<String> names = new HashSet<>();
        StandardSuite.cases().forEach(spec -> assertTrue(names.add(spec.name()), spec.name()));
        assertEquals(StandardSuite.cases().size(), names.size());
    }

    /** The largest; infinite where one is no number and the other is. */
    private static double difference(Stage stage, DoubleTrace a, DoubleTrace b) {
        double[] left = stage.of(a).data();
        double[] right = stage.of(b).data();
        assertEquals(right.length, left.length);
        double most = 0;
        for (int i = 0; i < left.length; i++) {
            if (!Double.valueOf(left[i]).equals(right[i])) {
                double difference = Math.abs(left[i] - right[i]);
                most = Math.max(most, Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference);
            }
        }
        return most;
    }
}
