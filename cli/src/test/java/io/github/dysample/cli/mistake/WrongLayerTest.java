package io.github.dysample.cli.mistake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.dysample.cli.golden.CaseData;
import io.github.dysample.cli.golden.CaseSpec;
import io.github.dysample.cli.golden.Stage;
import io.github.dysample.cli.golden.StandardSuite;
import io.github.dysample.reference.DoubleTensor;
import io.github.dysample.reference.DoubleTrace;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WrongLayerTest {
    /** Sums in the same order, coordinates by other formulas that are the same. */
    private static final double ROUNDING = 1e-12;

    /** Far more than float32's rounding. */
    private static final double VISIBLE = 1e-4;

    /** Where one of two leaves the other nothing to change, in this suite. */
    private static final Map<Mistake, Set<Mistake>> NOTHING_LEFT = Map.ofEntries(
            Map.entry(Mistake.NO_BIAS, Set.of(Mistake.WRAPPED_OFFSETS)),
            Map.entry(Mistake.DCR_INPUT_SHUFFLE, Set.of(Mistake.DCR_EVERYWHERE)),
            Map.entry(Mistake.DCR_EVERYWHERE, Set.of(Mistake.DCR_OFFSET_SHUFFLE)),
            Map.entry(Mistake.NO_RANGE_FACTOR, Set.of(Mistake.QUARTER_WITH_DYNAMIC_SCOPE)),
            Map.entry(Mistake.NO_INITIAL_POSITION, Set.of(
                    Mistake.UNSCALED_INITIAL_POSITION,
                    Mistake.UNCENTRED_INITIAL_POSITION,
                    Mistake.TRANSPOSED_INITIAL_POSITION,
                    Mistake.RANGE_FACTOR_ON_INITIAL_POSITION)),
            Map.entry(Mistake.SHARED_OFFSETS, Set.of(Mistake.MISINDEXED_GROUPS)),
            Map.entry(Mistake.ZERO_PADDING, Set.of(
                    Mistake.CLIPPED_HALF_A_PIXEL_OUTSIDE, Mistake.REFLECTED, Mistake.WRAPPED_OFFSETS)),
            Map.entry(Mistake.CLIPPED_HALF_A_PIXEL_OUTSIDE, Set.of(Mistake.REFLECTED)),
            Map.entry(Mistake.NAN_PROPAGATED, Set.of(Mistake.NAN_CLIPPED_TO_THE_END, Mistake.NEAREST)),
            Map.entry(Mistake.SWAPPED_NEIGHBOURS, Set.of(Mistake.NEAREST)),
            Map.entry(Mistake.NEAREST, Set.of(Mistake.REPEATED_EDGE)));

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
    void mistakesCompose() {
        List<CaseData> cases = StandardSuite.cases().stream().map(CaseData::of).toList();
        List<Map<Mistake, DoubleTensor>> single = cases.stream().map(WrongLayerTest::singly).toList();
        Map<Mistake, Set<Mistake>> without = new EnumMap<>(Mistake.class);
        for (Mistake first : Mistake.values()) {
            for (Mistake second : EnumSet.range(first, Mistake.values()[Mistake.values().length - 1])) {
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

    private static Map<Mistake, DoubleTensor> singly(CaseData data) {
        Map<Mistake, DoubleTensor> outputs = new EnumMap<>(Mistake.class);
        for (Mistake mistake : Mistake.values()) {
            outputs.put(mistake, output(data, EnumSet.of(mistake)));
        }
        return outputs;
    }

    private static DoubleTensor output(CaseData data, Set<Mistake> mistakes) {
        return new WrongLayer(data.weights(), mistakes).trace(data.x()).output();
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
