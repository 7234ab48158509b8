package io.github.dysample.verify.internal.check;

import io.github.dysample.io.DType;
import io.github.dysample.io.NdArray;
import io.github.dysample.verify.CaseResult;
import io.github.dysample.verify.Comparison;
import io.github.dysample.verify.ErrorMap;
import io.github.dysample.verify.GoldenCase;
import io.github.dysample.verify.GoldenStages;
import io.github.dysample.verify.PortedLayer;
import io.github.dysample.verify.PortedStages;
import io.github.dysample.verify.Stage;
import io.github.dysample.verify.StageResult;
import io.github.dysample.verify.Strictness;
import io.github.dysample.verify.Tolerance;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Checks one case of a port: shapes and types first, then the values of each stage. */
public final class CaseCheck {
    /** No bits to compare, since the types differ. */
    private static final long NO_BITS = -1;

    private final GoldenCase golden;
    private final GoldenStages expected;
    private final Strictness strictness;
    private final boolean bitsRequired;
    private final Map<Stage, StageValues> given = new EnumMap<>(Stage.class);
    private final List<StageResult> results = new ArrayList<>();
    private Kinks kinks; // once a gradient was given
    private String absence; // or null

    /** Checks the stages the port gives, in order. */
    public CaseCheck(GoldenCase golden, PortedLayer port, Strictness strictness) throws IOException {
        this.golden = golden;
        this.strictness = strictness;
        expected = golden.stages();
        bitsRequired = strictness.exactBits() || port.promisesBits();
        run(port.stages(golden));
    }

    /** {@return whether the case has one of the stages that are asked for} */
    public static boolean concerns(GoldenCase golden, Strictness strictness) {
        return golden.held().stream().anyMatch(strictness.stages()::contains);
    }

    private void run(PortedStages stages) {
        for (Stage stage : golden.held()) {
            if (!strictness.stages().contains(stage)) {
                continue;
            }
            String unreadable = stages.unreadable().get(stage);
            if (unreadable != null) {
                // Once for an archive that would hold all of them.
                if (results.stream().noneMatch(result -> unreadable.equals(result.problem()))) {
                    results.add(incomparable(stage, null, unreadable, List.of()));
                }
            } else if (stages.arrays().containsKey(stage)) {
                results.add(check(stage, stages.arrays().get(stage)));
            }
        }
        if (results.isEmpty()) {
            absence = stages.absence() != null
                    ? stages.absence()
                    : "it has none of the stages asked for, only " + stages;
        }
    }

    /** {@return the result of the case} */
    public CaseResult result() {
        return new CaseResult(golden.record(), results, absence, List.of());
    }

    /** {@return the stages that the port gave, for the diagnosis} */
    public Evidence evidence() {
        return new Evidence(golden, given, results);
    }

    private StageResult check(Stage stage, NdArray array) {
        String type = array.dtype().toString().toLowerCase(Locale.ROOT);
        Optional<Incomparable> reason = Incomparable.of(golden, stage, array, strictness);
        if (reason.isPresent()) {
            return incomparable(stage, type, reason.get().problem(), reason.get().patterns());
        }
        NdArray single = expected.single(stage);
        // Computed, not read: a damaged file must not loosen the tolerance.
        boolean[] open = open(stage);
        StageValues ours = StageValues.of(stage, NdArray.of(expected.computed(stage)), null, open);
        double ourError = ours.compare(expected::exact, Tolerance.NONE).errors().largest();
        StageValues taps = given.get(Stage.TAPS);
        StageValues values = StageValues.of(
                stage, array, taps == null ? null : taps.values(), bitsRequired ? null : open);
        given.put(stage, values);
        boolean sameType = stage.isInteger() || array.dtype() == DType.F32;
        Tolerance tolerance = stage.isGradient()
                ? GradientTolerance.of(values, golden, expected.computedExact(stage), ourError, kinks, strictness)
                : StageTolerance.of(values, golden, ourError, strictness);
        Comparison comparison = values.compare(expected::exact, tolerance);
        long identical = sameType ? identical(values.values(), single.toDoubles()) : NO_BITS;
        boolean passes = comparison.passes() && (!bitsRequired || identical == comparison.elements());
        ErrorMap worst = null;
        List<String> patterns = List.of();
        if (!passes) {
            double[] exact = values.exact(expected::exact);
            worst = ErrorMap.of(fourDimensions(values.shape()), values.values(), exact);
            if (!stage.isParameter() && results.stream().noneMatch(StageResult::hasWrongValues)) {
                patterns = Patterns.of(
                        values, exact, comparison.tolerance(), stage.groups(golden.record().config()));
            }
        }
        return new StageResult(
                stage, type, null, comparison, identical, bitsRequired, worst, patterns, ourError);
    }

    /** Which values of a stage rounding alone decides; null for none. */
    private boolean[] open(Stage stage) {
        if (!stage.isGradient()) {
            return null;
        }
        kinks = kinks == null ? new Kinks(golden, expected) : kinks;
        return kinks.open(stage);
    }

    private static long[] fourDimensions(long[] shape) {
        return shape.length == 1 ? new long[] {1, shape[0], 1, 1} : shape;
    }

    private static StageResult incomparable(Stage stage, String type, String problem, List<String> patterns) {
        return new StageResult(stage, type, problem, null, NO_BITS, false, null, patterns, Double.NaN);
    }

    private static long identical(double[] actual, double[] expected) {
        long identical = 0;
        for (int i = 0; i < actual.length; i++) {
            identical += Double.valueOf(actual[i]).equals(expected[i]) ? 1 : 0;
        }
        return identical;
    }
}
