package io.github.dysample.verify.internal.diagnosis;

import io.github.dysample.verify.CaseResult;
import io.github.dysample.verify.Diagnosis;
import io.github.dysample.verify.Stage;
import io.github.dysample.verify.StageResult;
import io.github.dysample.verify.Strictness;
import io.github.dysample.verify.internal.check.Region;
import io.github.dysample.verify.internal.text.Phrases;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Hints at a mistake that is not one of the known ones: what the failing cases have in common, and what to do next. */
public final class Hints {
    /** The shares of failing cases in which patterns have to be seen. */
    private static final double MOST = 0.5;
    private static final double NEARLY_ALL = 0.9;

    private final List<CaseResult> cases;
    private final List<CaseResult> failing;
    private final List<String> hints = new ArrayList<>();

    private Hints(List<CaseResult> cases) {
        this.cases = cases;
        failing = cases.stream().filter(CaseResult::fails).toList();
    }

    /** {@return sentences}; the diagnosis may be null, and tooLarge counts the failing cases that it left out */
    public static List<String> of(
            List<CaseResult> cases, Diagnosis diagnosis, int tooLarge, Strictness strictness, List<String> remarks) {
        Hints hints = new Hints(cases);
        if (!hints.failing.isEmpty() && (diagnosis == null || !diagnosis.isConvincing())) {
            Map<Boolean, List<CaseResult>> byValues =
                    hints.failing.stream().collect(Collectors.partitioningBy(CaseResult::hasWrongValues));
            hints.patterns(byValues.get(true));
            hints.patterns(byValues.get(false));
            hints.hints.addAll(SharedProperties.of(hints.failing, cases.stream().filter(CaseResult::passes).toList()));
            hints.nextStep();
        }
        hints.output(strictness);
        if (tooLarge > 0) {
            hints.hints.add("Too large to compute with every mistake: " + Phrases.count(tooLarge, "failing case")
                    + ". Smaller ones can be diagnosed.");
        }
        hints.hints.addAll(remarks);
        return hints.hints;
    }

    /** The patterns in most of the cases with wrong values, or in most of the others. */
    private void patterns(List<CaseResult> cases) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        cases.stream().flatMap(each -> each.patterns().stream()).forEach(each -> counts.merge(each, 1, Integer::sum));
        counts.forEach((pattern, count) -> {
            // Right values in wrong places are never a coincidence; on small maps a row without errors may be one.
            double least = pattern.contains(Region.ONLY) ? NEARLY_ALL : MOST;
            if (count >= least * cases.size()) {
                hints.add("In " + count + " of " + Phrases.count(cases.size(), "failing case") + ": " + pattern + ".");
            }
        });
    }

    /** Without this hint, a port that gives only other stages would seem to be right. */
    private void output(Strictness strictness) {
        long given = cases.stream().filter(each -> !each.isMissing()).count();
        long outputs = cases.stream()
                .filter(each -> each.stages().stream().anyMatch(stage -> stage.stage() == Stage.OUTPUT))
                .count();
        if (strictness.stages().contains(Stage.OUTPUT) && outputs < given) {
            hints.add("The output itself, y, is given in " + outputs + " of " + Phrases.count(given, "case") + ".");
        }
    }

    private void nextStep() {
        Set<Stage> given = cases.stream()
                .flatMap(each -> each.stages().stream())
                .map(StageResult::stage)
                .collect(Collectors.toSet());
        long wrong = failing.stream().filter(CaseResult::hasWrongValues).count();
        if (given.equals(Set.of(Stage.OUTPUT)) && wrong >= MOST * failing.size()) {
            hints.add("Only y is given; the files of earlier stages, such as offsets.npy and coordinates.npy, would"
                    + " show where the mistake begins.");
        }
    }
}
