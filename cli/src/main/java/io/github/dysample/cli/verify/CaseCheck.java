package io.github.dysample.cli.verify;

import io.github.dysample.cli.golden.GoldenCase;
import io.github.dysample.cli.golden.GoldenStages;
import io.github.dysample.cli.golden.Stage;
import io.github.dysample.compare.TensorComparison;
import io.github.dysample.compare.Tolerance;
import io.github.dysample.io.DType;
import io.github.dysample.io.NdArray;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One case of a port: shapes and types first, then the values of each stage. */
final class CaseCheck {
    /** No bits to compare, since the types differ. */
    private static final long NO_BITS = -1;

    private final GoldenCase golden;
    private final GoldenStages expected;
    private final Settings settings;
    private final boolean bitsRequired;
    private final Map<Stage, Given> given = new EnumMap<>(Stage.class);
    private final List<StageResult> results = new ArrayList<>();
    private String absence; // or null

    private CaseCheck(GoldenCase golden, Settings settings, boolean promisesBits) {
        this.golden = golden;
        this.settings = settings;
        expected = golden.stages();
        bitsRequired = settings.exactBits() || promisesBits;
    }

    /** Checks the stages the port gives, in order. */
    static CaseCheck of(GoldenCase golden, Port port, Settings settings) throws IOException {
        CaseCheck check = new CaseCheck(golden, settings, port.promisesBits());
        check.run(port.stages(golden));
        return check;
    }

    /** {@return whether the case has one of the stages that are asked for} */
    static boolean concerns(GoldenCase golden, Settings settings) {
        return settings.stages().stream().anyMatch(stage -> stage.isIn(golden.record().config()));
    }

    private void run(PortStages stages) throws IOException {
        for (Stage stage : Stage.values()) {
            if (!settings.stages().contains(stage) || !stage.isIn(golden.record().config())) {
                continue;
            }
            String unreadable = stages.unreadable().get(stage);
            if (unreadable != null) {
                // One archive may hold them all.
                if (results.stream().noneMatch(result -> unreadable.equals(result.problem()))) {
                    results.add(StageResult.unreadable(stage, unreadable));
                }
            } else if (stages.arrays().containsKey(stage)) {
                results.add(check(stage, stages.arrays().get(stage)));
            }
        }
        if (results.isEmpty()) {
            absence = stages.absence() != null ? stages.absence() : "none of the stages asked for, only " + stages;
        }
    }

    CaseResult result() {
        return new CaseResult(golden.record(), results, absence, List.of());
    }

    Evidence evidence() {
        return new Evidence(golden, given, results);
    }

    private StageResult check(Stage stage, NdArray array) throws IOException {
        String type = array.dtype().toString().toLowerCase(Locale.ROOT);
        Optional<Unfit> unfit = Unfit.of(golden, stage, array, settings);
        if (unfit.isPresent()) {
            return StageResult.unfit(stage, type, unfit.get());
        }
        NdArray single = expected.single(stage);
        // Computed, not read: a damaged file must not loosen the tolerance.
        Given ours = Given.of(stage, NdArray.of(expected.computed(stage)), null);
        double ourError = ours.compare(expected::exact, Tolerance.NONE).errors().largest();
        Given taps = given.get(Stage.TAPS);
        Given values = Given.of(stage, array, taps == null ? null : taps.values());
        given.put(stage, values);
        boolean sameType = stage.isInteger() || array.dtype() == DType.F32;
        TensorComparison comparison =
                values.compare(expected::exact, StageTolerance.of(values, golden, ourError, settings));
        long identical = sameType ? identical(values.values(), single.toDoubles()) : NO_BITS;
        boolean passes = comparison.passes() && (!bitsRequired || identical == comparison.elements());
        ErrorMap worst = null;
        List<String> patterns = List.of();
        if (!passes) {
            double[] exact = values.exact(expected::exact);
            worst = ErrorMap.of(values.shape(), values.values(), exact);
            if (results.stream().noneMatch(StageResult::hasWrongValues)) {
                patterns = Patterns.of(
                        values, exact, comparison.tolerance(), golden.record().config().groups());
            }
        }
        return new StageResult(
                stage, type, null, comparison, identical, bitsRequired, worst, patterns, ourError);
    }

    private static long identical(double[] actual, double[] expected) {
        long identical = 0;
        for (int i = 0; i < actual.length; i++) {
            identical += Double.valueOf(actual[i]).equals(expected[i]) ? 1 : 0;
        }
        return identical;
    }
}
