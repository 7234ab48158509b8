package io.github.dysample.verify.internal.diagnosis;

import io.github.dysample.verify.CaseRecord;
import io.github.dysample.verify.Diagnosis;
import io.github.dysample.verify.DoubleTensor;
import io.github.dysample.verify.KnownPort;
import io.github.dysample.verify.Mistake;
import io.github.dysample.verify.Stage;
import io.github.dysample.verify.StageResult;
import io.github.dysample.verify.internal.check.Evidence;
import io.github.dysample.verify.internal.mistake.WrongStages;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the mistake behind a wrong port by making it: computes the layer with each known mistake, and if no single one
 * explains the port, with those of known ports and with each pair, and compares the results with those of the port.
 */
public final class Diagnoser {
    /**
     * A mistake explains a failure if at most this share of the wrong elements stays wrong. Some may: now and then,
     * rounding to float16 falls on the other side.
     */
    private static final double UNEXPLAINED = 0.05;

    /** The share of the failing cases that a mistake has to explain to be named. */
    private static final double LIKELY = 0.5;

    /** The share of all elements that a mistake may make wrong where the port is right. */
    private static final double NOISE = 0.01;

    /** Larger cases take too long to compute with each of some forty mistakes, or some hundreds of pairs. */
    private static final int MOST_ELEMENTS = 1 << 20;
    private static final int MOST_ELEMENTS_FOR_PAIRS = 1 << 13;

    /** How many cases all pairs are tried on; those that explain one are then tried on all cases. */
    private static final int FEW = 3;

    private final List<Mistake> mistakes;
    private final List<Evidence> failing;
    private final List<Evidence> passing;
    private final Map<Mistake, Set<CaseRecord>> explained = new EnumMap<>(Mistake.class);

    /**
     * Diagnoses cases of one port: its backward pass where nothing else is wrong, since gradients of a wrong forward
     * pass are wrong, too.
     */
    public Diagnoser(List<Evidence> cases) {
        boolean backward = cases.stream()
                .flatMap(each -> each.off().stream())
                .allMatch(result -> result.stage().isGradient());
        mistakes = Arrays.stream(Mistake.values()).filter(each -> each.isOfGradients() == backward).toList();
        List<Evidence> bySize = cases.stream()
                .map(each -> each.only(stage -> stage.isGradient() == backward))
                .sorted(Comparator.comparingInt(Evidence::largest))
                .toList();
        failing = bySize.stream().filter(each -> !each.off().isEmpty()).toList();
        passing = bySize.stream().filter(each -> !each.fails()).toList();
    }

    /** {@return whether a case is small enough to be computed with every mistake} */
    public static boolean takes(Evidence evidence) {
        return !evidence.given().isEmpty() && evidence.largest() <= MOST_ELEMENTS;
    }

    /** {@return the best explanation, or null if there is nothing to explain or nothing explains it} */
    public Diagnosis diagnose() {
        if (failing.isEmpty()) {
            return null;
        }
        List<Diagnosis> singles = mistakes.stream().map(mistake -> judge(List.of(mistake))).toList();
        Diagnosis single = best(singles);
        List<Diagnosis> candidates = single.isConvincing()
                ? Stream.of(singles, completing(single.mistakes().getFirst())).flatMap(List::stream).toList()
                : Stream.of(singles, known(), pairs()).flatMap(List::stream).toList();
        Diagnosis best = best(candidates);
        // A few cases may agree by chance: where offsets are far, the initial position hardly matters.
        return best.explained() < LIKELY * best.failing() ? null : withAlternatives(best, candidates);
    }

    /** {@return the single mistakes that explain one case, after {@link #diagnose()}} */
    public List<Mistake> explanations(CaseRecord record) {
        return Arrays.stream(Mistake.values())
                .filter(mistake -> explained.getOrDefault(mistake, Set.of()).contains(record))
                .toList();
    }

    private List<Diagnosis> known() {
        return Arrays.stream(KnownPort.values())
                .map(port -> List.copyOf(port.mistakes()))
                .filter(mistakes::containsAll)
                .map(this::judge)
                .toList();
    }

    /** The first of those that explain most, contradict least and have the fewest mistakes. */
    private static Diagnosis best(List<Diagnosis> candidates) {
        return candidates.stream()
                .min(Comparator.comparingInt((Diagnosis each) -> each.contradicted() - each.explained())
                        .thenComparingInt(each -> each.mistakes().size()))
                .orElseThrow();
    }

    /** The pairs with a mistake that explain the few cases it leaves, too: the other may be one that few cases show. */
    private List<Diagnosis> completing(Mistake mistake) {
        List<Evidence> left = failing.stream()
                .filter(evidence -> !explained.get(mistake).contains(evidence.golden().record()))
                .toList();
        if (left.isEmpty()) {
            return List.of();
        }
        return mistakes.stream()
                .filter(other -> other != mistake)
                .map(other -> EnumSet.of(mistake, other))
                .filter(pair -> left.stream().allMatch(evidence -> explains(pair, evidence)))
                .map(pair -> judge(List.copyOf(pair)))
                .filter(pair -> pair.explained() == pair.failing())
                .toList();
    }

    private List<Diagnosis> pairs() {
        List<Evidence> few = failing.stream()
                .filter(evidence -> evidence.largest() <= MOST_ELEMENTS_FOR_PAIRS)
                .limit(FEW)
                .toList();
        List<Diagnosis> pairs = new ArrayList<>();
        for (int i = 0; i < mistakes.size(); i++) {
            for (int j = i + 1; j < mistakes.size(); j++) {
                Set<Mistake> pair = EnumSet.of(mistakes.get(i), mistakes.get(j));
                if (few.stream().anyMatch(evidence -> explains(pair, evidence))) {
                    pairs.add(judge(List.copyOf(pair)));
                }
            }
        }
        return pairs;
    }

    private Diagnosis judge(List<Mistake> together) {
        Set<Mistake> set = EnumSet.copyOf(together);
        List<Evidence> explainedHere = failing.stream().filter(evidence -> explains(set, evidence)).toList();
        if (together.size() == 1) {
            explained.put(together.getFirst(), explainedHere.stream()
                    .map(evidence -> evidence.golden().record())
                    .collect(Collectors.toSet()));
        }
        // A mistake that explains nothing is out, whatever it contradicts.
        long contradicted =
                explainedHere.isEmpty() ? 0 : passing.stream().filter(evidence -> contradicts(set, evidence)).count();
        return new Diagnosis(together, explainedHere.size(), failing.size(), (int) contradicted, List.of());
    }

    private static Diagnosis withAlternatives(Diagnosis best, List<Diagnosis> candidates) {
        List<List<Mistake>> alternatives = candidates.stream()
                .filter(each -> each.mistakes().size() == best.mistakes().size()
                        && !each.mistakes().equals(best.mistakes())
                        && each.explained() == best.explained() && each.contradicted() == best.contradicted())
                .map(Diagnosis::mistakes)
                .toList();
        return new Diagnosis(
                best.mistakes(), best.explained(), best.failing(), best.contradicted(), alternatives);
    }

    /**
     * Whether the layer with these mistakes gives the results of the port, up to the first wrong stage and in the last.
     * The wrong stages between may hold the same points described in different ways.
     */
    private static boolean explains(Set<Mistake> mistakes, Evidence evidence) {
        Function<Stage, DoubleTensor> wrong = WrongStages.of(evidence.golden(), mistakes);
        List<StageResult> off = evidence.off();
        List<StageResult> ends = off.size() == 1 ? off : List.of(off.getFirst(), off.getLast());
        Stage first = off.getFirst().stage();
        return ends.stream().allMatch(result ->
                        mismatches(evidence, result.stage(), wrong) <= UNEXPLAINED * result.comparison().mismatches())
                && evidence.results().stream().noneMatch(result ->
                        result.stage().compareTo(first) < 0 && result.passes()
                                && spoils(evidence, result.stage(), wrong));
    }

    private static boolean contradicts(Set<Mistake> mistakes, Evidence evidence) {
        Function<Stage, DoubleTensor> wrong = WrongStages.of(evidence.golden(), mistakes);
        return evidence.given().keySet().stream().anyMatch(stage -> spoils(evidence, stage, wrong));
    }

    /** Whether a stage where the port is right would be wrong. */
    private static boolean spoils(Evidence evidence, Stage stage, Function<Stage, DoubleTensor> wrong) {
        return mismatches(evidence, stage, wrong) > NOISE * evidence.given().get(stage).values().length;
    }

    private static long mismatches(Evidence evidence, Stage stage, Function<Stage, DoubleTensor> wrong) {
        return evidence.given().get(stage).mismatches(
                wrong, evidence.result(stage).comparison().tolerance());
    }
}
