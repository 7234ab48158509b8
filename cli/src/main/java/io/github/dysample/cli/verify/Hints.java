package io.github.dysample.cli.verify;

import io.github.dysample.cli.golden.Stage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What helps to find a mistake that is not known: what the failing cases have in common, and what to do next. */
final class Hints {
    /** The share of the failing cases in which a pattern has to be seen. */
    private static final double LIKELY = 0.5;

    private final List<CaseResult> cases;
    private final List<CaseResult> failing;
    private final List<String> hints = new ArrayList<>();

    private Hints(List<CaseResult> cases) {
        this.cases = cases;
        failing = cases.stream().filter(CaseResult::fails).toList();
    }

    /**
     * Collects them.
     *
     * @param cases how all came out
     * @param diagnosis what explains them, or null
     * @param tooLarge failing cases that the diagnosis had to leave out
     * @param remarks of the port
     * @return sentences
     */
    static List<String> of(List<CaseResult> cases, Diagnosis diagnosis, int tooLarge, List<String> remarks) {
        Hints hints = new Hints(cases);
        if (!hints.failing.isEmpty() && (diagnosis == null || !diagnosis.isConvincing())) {
            hints.patterns();
            hints.hints.addAll(Common.of(hints.failing, cases.stream().filter(CaseResult::passes).toList()));
            hints.nextStep();
        }
        if (tooLarge > 0) {
            hints.hints.add("Too large to be computed with every mistake: " + Names.count(tooLarge, "failing case")
                    + ". Smaller ones can be diagnosed.");
        }
        hints.hints.addAll(remarks);
        return hints.hints;
    }

    /** What is seen in most of the failing cases. */
    private void patterns() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (CaseResult each : failing) {
            for (String pattern : each.patterns()) {
                String stage = each.firstDivergence().orElseThrow().stage().title();
                counts.merge(stage + " " + pattern, 1, Integer::sum);
            }
        }
        counts.forEach((pattern, count) -> {
            if (count >= LIKELY * failing.size()) {
                hints.add("In " + count + " of " + Names.count(failing.size(), "failing case") + ": " + pattern
                        + ".");
            }
        });
    }

    private void nextStep() {
        Set<Stage> given = cases.stream()
                .flatMap(each -> each.stages().stream())
                .map(StageResult::stage)
                .collect(Collectors.toSet());
        if (given.equals(Set.of(Stage.OUTPUT)) && failing.stream().anyMatch(CaseResult::hasWrongValues)) {
            hints.add("Only y is given; the files of earlier stages, such as offsets.npy and coordinates.npy, would show"
                    + " where it begins.");
        }
    }
}
