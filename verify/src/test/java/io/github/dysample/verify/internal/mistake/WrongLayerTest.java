package io.github.dysample.verify.internal.mistake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.verify.CaseSpec;
import io.github.dysample.verify.DoubleTensor;
import io.github.dysample.verify.DoubleTrace;
import io.github.dysample.verify.GoldenCase;
import io.github.dysample.verify.Mistake;
import io.github.dysample.verify.ReferenceLayer;
import io.github.dysample.verify.Stage;
import io.github.dysample.verify.Suite;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WrongLayerTest {
    /** Sums in the same order, coordinates by other formulas that are the same. */
    private static final double ROUNDING = 1e-12;

    /** Far more than float32's rounding. */
    private static final double VISIBLE = 1e-4;

    /** Where one of two leaves the other nothing to change, in this suite. */
    private static final Map<Mistake, Set<Mistake>> NOTHING_LEFT = Map.ofEntries(
            Map.entry(Mistake.NO_BIAS, Set.of(Mistake.WRAPPED_OFFSETS)),
            Map.entry(Mistake.DCR_INPUT_SHUFFLE, Set.of(Mistake.DCR_EVERYWHERE)),
            Map.entry(Mistake.DCR_UNSHUFFLE, Set.of(Mistake.DCR_EVERYWHERE)),
            Map.entry(Mistake.DCR_EVERYWHERE, Set.of(Mistake.DCR_OFFSET_SHUFFLE)),
            Map.entry(Mistake.NO_RANGE_FACTOR, Set.of(Mistake.QUARTER_WITH_DYNAMIC_SCOPE)),
            Map.entry(Mistake.RECOMPUTED_INITIAL_POSITION, Set.of(
                    Mistake.UNSCALED_INITIAL_POSITION,
                    Mistake.UNCENTRED_INITIAL_POSITION,
                    Mistake.TRANSPOSED_INITIAL_POSITION)),
            Map.entry(Mistake.NO_INITIAL_POSITION, Set.of(
                    Mistake.RECOMPUTED_INITIAL_POSITION,
                    Mistake.UNSCALED_INITIAL_POSITION,
                    Mistake.UNCENTRED_INITIAL_POSITION,
                    Mistake.TRANSPOSED_INITIAL_POSITION,
                    Mistake.RANGE_FACTOR_ON_INITIAL_POSITION)),
            Map.entry(Mistake.SHARED_OFFSETS, Set.of(Mistake.MISINDEXED_GROUPS)),
            Map.entry(Mistake.ZERO_PADDING, Set.of(
                    Mistake.CLIPPED_HALF_A_PIXEL_OUTSIDE,
                    Mistake.REFLECTED,
                    Mistake.WRAPPED_OFFSETS,
                    Mistake.NAN_PROPAGATED,
                    Mistake.BLANKED_EDGE)),
            Map.entry(Mistake.CLIPPED_HALF_A_PIXEL_OUTSIDE, Set.of(Mistake.REFLECTED, Mistake.BLANKED_EDGE)),
            Map.entry(Mistake.REFLECTED, Set.of(Mistake.BLANKED_EDGE)),
            Map.entry(Mistake.WRAPPED_OFFSETS, Set.of(Mistake.BLANKED_EDGE)),
            Map.entry(Mistake.NAN_PROPAGATED, Set.of(
                    Mistake.NAN_CLIPPED_TO_THE_END, Mistake.NEAREST, Mistake.BLANKED_EDGE)),
            Map.entry(Mistake.NAN_CLIPPED_TO_THE_END, Set.of(Mistake.BLANKED_EDGE)),
            Map.entry(Mistake.BLANKED_EDGE, Set.of(Mistake.REPEATED_EDGE)),
            Map.entry(Mistake.SWAPPED_NEIGHBOURS, Set.of(Mistake.NEAREST)),
            Map.entry(Mistake.NEAREST, Set.of(Mistake.REPEATED_EDGE)),
            Map.entry(Mistake.NO_END_CONV, Set.of(Mistake.NO_END_CONV_BIAS)));

    /** Both suites: of heads, few mistakes would show. */
    private static final List<CaseSpec> CASES =
            Stream.of(Suite.standardCases(), Suite.headsCases()).flatMap(List::stream).toList();

    @Test
    void withoutAMistakeItIsTheReference() {
        for (CaseSpec spec : CASES) {
            GoldenCase golden = GoldenCase.of(spec);
            DoubleTrace trace = new WrongLayer(golden.weights(), EnumSet.noneOf(Mistake.class)).trace(golden.x());
            DoubleTrace right = ReferenceLayer.of(golden.weights()).trace(golden.x());
            for (Stage stage : Stage.of(spec.config())) {
                double difference = difference(stage, trace, right);
                assertTrue(difference <= ROUNDING, () -> spec.name() + " " + stage + ": " + difference);
            }
        }
    }

    static List<Mistake> forward() {
        return Stream.of(Mistake.values()).filter(mistake -> !mistake.isOfGradients()).toList();
    }

    @ParameterizedTest
    @MethodSource("forward")
    void aMistakeShowsInTheCaseOfItsName(Mistake mistake) {
        CaseSpec spec = CASES.stream()
                .filter(each -> each.name().equals(mistake.id()))
                .findFirst()
                .orElseThrow();
        GoldenCase golden = GoldenCase.of(spec);
        DoubleTrace wrong = new WrongLayer(golden.weights(), EnumSet.of(mistake)).trace(golden.x());
        assertTrue(difference(Stage.OUTPUT, wrong, ReferenceLayer.of(golden.weights()).trace(golden.x())) > VISIBLE);
    }

    @Test
    void noTwoMistakesAreTheSame() {
        Set<Integer> outputs = new HashSet<>();
        for (Mistake mistake : forward()) {
            int hash = 0;
            for (CaseSpec spec : CASES) {
                GoldenCase golden = GoldenCase.of(spec);
                hash = 31 * hash
                        + new WrongLayer(golden.weights(), EnumSet.of(mistake)).trace(golden.x()).output().hashCode();
            }
            assertTrue(outputs.add(hash), mistake.id());
        }
    }

    @Test
    void mistakesCompose() {
        List<GoldenCase> cases = CASES.stream().map(GoldenCase::of).toList();
        List<Map<Mistake, DoubleTensor>> single = cases.stream().map(WrongLayerTest::singly).toList();
        Map<Mistake, Set<Mistake>> without = new EnumMap<>(Mistake.class);
        for (Mistake first : forward()) {
            for (Mistake second : EnumSet.range(first, forward().getLast())) {
                boolean firstShows = false;
                boolean secondShows = false;
                for (int k = 0; k < cases.size() && first != second && !(firstShows && secondShows); k++) {
                    DoubleTensor both = output(cases.get(k), EnumSet.of(first, second));
                    firstShows |= !both.equals(single.get(k).get(second));
                    secondShows |= !both.equals(single.get(k).get(first));
                }
                if (first != second && !(firstShows && secondShows)) {
                    without.computeIfAbsent(first, _ -> EnumSet.noneOf(Mistake.class)).add(second);
                }
            }
        }
        assertEquals(NOTHING_LEFT, without);
    }

    private static Map<Mistake, DoubleTensor> singly(GoldenCase golden) {
        Map<Mistake, DoubleTensor> outputs = new EnumMap<>(Mistake.class);
        for (Mistake mistake : forward()) {
            outputs.put(mistake, output(golden, EnumSet.of(mistake)));
        }
        return outputs;
    }

    private static DoubleTensor output(GoldenCase golden, Set<Mistake> mistakes) {
        return new WrongLayer(golden.weights(), mistakes).trace(golden.x()).output();
    }

    @Test
    void namesAndRemedies() {
        for (Mistake mistake : Mistake.values()) {
            assertTrue(mistake.id().matches("[a-z0-9-]+"), mistake.id());
            assertFalse(mistake.title().endsWith("."), mistake.title());
            assertTrue(mistake.remedy().endsWith("."), mistake.remedy());
        }
        Set<String> names = new HashSet<>();
        Stream.of(CASES, Suite.gradientsCases()).flatMap(List::stream)
                .forEach(spec -> assertTrue(names.add(spec.name()), spec.name()));
    }

    /** The largest; infinite where only one is NaN. */
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
