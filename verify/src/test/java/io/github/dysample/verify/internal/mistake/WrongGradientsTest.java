package io.github.dysample.verify.internal.mistake;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.verify.CaseSpec;
import io.github.dysample.verify.DoubleGradientTrace;
import io.github.dysample.verify.GoldenCase;
import io.github.dysample.verify.Mistake;
import io.github.dysample.verify.ReferenceLayer;
import io.github.dysample.verify.Stage;
import io.github.dysample.verify.Suite;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WrongGradientsTest {
    /** Sums in another order. */
    private static final double ROUNDING = 1e-12;

    /** Of a tensor's largest value; far more than float32's rounding. */
    private static final double VISIBLE = 1e-3;

    private static final List<GoldenCase> CASES =
            Stream.of(Suite.gradientsCases(), Suite.standardCases(), Suite.headsCases())
                    .flatMap(List::stream)
                    .map(GoldenCase::of)
                    .filter(golden -> golden.gradOut() != null)
                    .toList();

    static List<Mistake> backward() {
        return Stream.of(Mistake.values()).filter(Mistake::isOfGradients).toList();
    }

    private static double[] values(GoldenCase golden, Stage stage, Set<Mistake> mistakes) {
        return stage.of(new WrongGradients(golden, mistakes).trace()).data();
    }

    /** The largest, as a share of the largest value. */
    private static double difference(double[] actual, double[] expected) {
        double most = 0;
        double largest = Double.MIN_NORMAL;
        for (int i = 0; i < expected.length; i++) {
            most = Math.max(most, Math.abs(actual[i] - expected[i]));
            largest = Math.max(largest, Math.abs(expected[i]));
        }
        return most / largest;
    }

    @Test
    void withoutAMistakeItIsTheReference() {
        for (GoldenCase golden : CASES) {
            DoubleGradientTrace right = ReferenceLayer.of(golden.weights()).backward(golden.x(), golden.gradOut());
            for (Stage stage : Stage.gradientsOf(golden.weights())) {
                double difference = difference(
                        values(golden, stage, EnumSet.noneOf(Mistake.class)), stage.of(right).data());
                assertTrue(difference <= ROUNDING, () -> golden + " " + stage + ": " + difference);
            }
        }
    }

    /** In what a backward pass gives in the end, not in the stages before. */
    @ParameterizedTest
    @MethodSource("backward")
    void aMistakeShowsInTheCaseOfItsName(Mistake mistake) {
        CaseSpec spec = Suite.gradientsCases().stream()
                .filter(each -> each.name().equals(mistake.id()))
                .findFirst()
                .orElseThrow();
        GoldenCase golden = GoldenCase.of(spec);
        DoubleGradientTrace right = ReferenceLayer.of(golden.weights()).backward(golden.x(), golden.gradOut());
        assertTrue(Stage.gradientsOf(golden.weights()).stream()
                .filter(stage -> stage.isParameter() || stage == Stage.GRAD_X)
                .anyMatch(stage -> difference(
                        values(golden, stage, EnumSet.of(mistake)), stage.of(right).data()) > VISIBLE));
    }

    @Test
    void noTwoMistakesAreTheSame() {
        Set<Integer> outputs = new HashSet<>();
        for (Mistake mistake : backward()) {
            int hash = 0;
            for (CaseSpec spec : Suite.gradientsCases()) {
                GoldenCase golden = GoldenCase.of(spec);
                for (Stage stage : Stage.gradientsOf(golden.weights())) {
                    hash = 31 * hash + Arrays.hashCode(values(golden, stage, EnumSet.of(mistake)));
                }
            }
            assertTrue(outputs.add(hash), mistake.id());
        }
    }
}
