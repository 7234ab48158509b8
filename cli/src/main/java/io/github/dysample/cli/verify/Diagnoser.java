package io.github.dysample.cli.verify;

import io.github.dysample.cli.golden.Stage;
import io.github.dysample.cli.mistake.Mistake;
import io.github.dysample.cli.mistake.WrongLayer;
import io.github.dysample.reference.DoubleTrace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the mistake behind a wrong port by making it: the layer is computed with each known mistake, and with each two
 * if no single one will do, and what comes out is compared with what the port gave.
 */
final class Diagnoser {
    /**
     * A mistake explains a failure if it leaves at most this share of the elements that were off. Some may stay:
     * rounding to float16 falls on the other side now and then.
     */
    private static final double UNEXPLAINED = 0.05;

    /** The share of the failing cases that a mistake has to explain to be named. */
    private static final double LIKELY = 0.5;

    /** Of all elements, what a mistake may leave unexplained where the port is right. */
    private static final double NOISE = 0.01;

    /** A larger case takes too long to compute some forty times, or as pairs some hundred times. */
    private static final int MOST_ELEMENTS = 1 << 20;
    private static final int MOST_ELEMENTS_FOR_PAIRS = 1 << 13;

    /** Cases on which all pairs are tried; what explains these is then tried on all. */
    private static final int FEW = 3;

    private final List<CaseCheck> failing;
    private final List<CaseCheck> passing;
    private final Map<Mistake, List<CaseCheck>> explained = new EnumMap<>(Mistake.class);

    /** For cases of one port. */
    Diagnoser(List<CaseCheck> checks) {
        List<CaseCheck> usable = checks.stream()
                .filter(check -> !check.given().isEmpty() && elements(check) <= MOST_ELEMENTS)
                .sorted(Comparator.comparingInt(Diagnoser::elements))
                .toList();
        failing = usable.stream().filter(Diagnoser::valuesFail).toList();
        passing = usable.stream().filter(check -> !check.fails()).toList();
    }

    private static int elements(CaseCheck check) {
        return check.given().values().stream().mapToInt(given -> given.values().length).max().orElse(0);
    }

    private static boolean valuesFail(CaseCheck check) {
        return check.results().stream().anyMatch(result -> result.problem() == null && !result.comparison().passes());
    }

    /** {@return the best explanation, or null if there is nothing to explain or nothing explains it} */
    Diagnosis diagnose() throws IOException {
        if (failing.isEmpty()) {
            return null;
        }
        List<Diagnosis> singles = new ArrayList<>();
        for (Mistake mistake : Mistake.values()) {
            singles.add(judge(List.of(mistake)));
        }
        Diagnosis best = best(singles);
        if (!best.isConvincing()) {
            best = best(append(pairs(), best));
        }
        // A few cases may agree by chance: where points are far, the initial position drowns.
        return best.explained() < LIKELY * best.failing() ? null : withAlternatives(best, singles);
    }

    /** {@return the single mistakes that explain one case, after {@link #diagnose()}} */
    List<Mistake> explanations(CaseCheck check) {
        return Arrays.stream(Mistake.values())
                .filter(mistake -> explained.getOrDefault(mistake, List.of()).contains(check))
                .toList();
    }

    private static List<Diagnosis> append(List<Diagnosis> list, Diagnosis last) {
        List<Diagnosis> all = new ArrayList<>(List.of(last));
        all.addAll(list);
        return all;
    }

    /** The first of those that explain most, contradict least and have the fewest mistakes. */
    private static Diagnosis best(List<Diagnosis> candidates) {
        return candidates.stream()
                .min(Comparator.comparingInt((Diagnosis each) -> each.contradicted() - each.explained())
                        .thenComparingInt(each -> each.mistakes().size()))
                .orElseThrow();
    }

    private List<Diagnosis> pairs() throws IOException {
        List<CaseCheck> few = failing.stream()
                .filter(check -> elements(check) <= MOST_ELEMENTS_FOR_PAIRS)
                .limit(FEW)
                .toList();
        List<Diagnosis> pairs = new ArrayList<>();
        Mistake[] all = Mistake.values();
        for (int i = 0; i < all.length; i++) {
            for (int j = i + 1; j < all.length; j++) {
                if (explainsAny(EnumSet.of(all[i], all[j]), few)) {
                    pairs.add(judge(List.of(all[i], all[j])));
                }
            }
        }
        return pairs;
    }

    private boolean explainsAny(Set<Mistake> mistakes, List<CaseCheck> checks) throws IOException {
        for (CaseCheck check : checks) {
            if (explains(mistakes, check)) {
                return true;
            }
        }
        return false;
    }

    private Diagnosis judge(List<Mistake> mistakes) throws IOException {
        Set<Mistake> set = EnumSet.copyOf(mistakes);
        List<CaseCheck> explainedHere = new ArrayList<>();
        for (CaseCheck check : failing) {
            if (explains(set, check)) {
                explainedHere.add(check);
            }
        }
        if (mistakes.size() == 1) {
            explained.put(mistakes.getFirst(), explainedHere);
        }
        int contradicted = 0;
        // Nobody asks what else is wrong with a mistake that explains nothing.
        for (CaseCheck check : explainedHere.isEmpty() ? List.<CaseCheck>of() : passing) {
            contradicted += contradicts(set, check) ? 1 : 0;
        }
        return new Diagnosis(mistakes, explainedHere.size(), failing.size(), contradicted, List.of());
    }

    private static Diagnosis withAlternatives(Diagnosis best, List<Diagnosis> singles) {
        List<Mistake> alternatives = singles.stream()
                .filter(each -> best.mistakes().size() == 1 && !each.mistakes().equals(best.mistakes())
                        && each.explained() == best.explained() && each.contradicted() == best.contradicted())
                .map(each -> each.mistakes().getFirst())
                .collect(Collectors.toList());
        return new Diagnosis(
                best.mistakes(), best.explained(), best.failing(), best.contradicted(), alternatives);
    }

    /**
     * Whether the layer with these mistakes gives what the port gives: where it first differs, and in the end. What is
     * between depends on how a port says things it may say in more than one way.
     */
    private boolean explains(Set<Mistake> mistakes, CaseCheck check) throws IOException {
        DoubleTrace wrong = new WrongLayer(check.golden().weights(), mistakes).trace(check.golden().x());
        List<StageResult> off = check.results().stream()
                .filter(result -> result.problem() == null && !result.comparison().passes())
                .toList();
        for (StageResult result : off.size() == 1 ? off : List.of(off.getFirst(), off.getLast())) {
            if (mismatches(check, result.stage(), wrong) > UNEXPLAINED * result.comparison().mismatches()) {
                return false;
            }
        }
        return true;
    }

    private boolean contradicts(Set<Mistake> mistakes, CaseCheck check) throws IOException {
        DoubleTrace wrong = new WrongLayer(check.golden().weights(), mistakes).trace(check.golden().x());
        for (Map.Entry<Stage, Given> each : check.given().entrySet()) {
            if (mismatches(check, each.getKey(), wrong) > NOISE * each.getValue().values().length) {
                return true;
            }
        }
        return false;
    }

    private static int mismatches(CaseCheck check, Stage stage, DoubleTrace wrong) throws IOException {
        return check.given().get(stage).mismatches(
                each -> each.of(wrong), check.result(stage).comparison().tolerance());
    }
}
