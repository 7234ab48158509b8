package io.github.dysample.verify.internal.diagnosis;

import io.github.dysample.verify.CaseResult;
import io.github.dysample.verify.Diagnosis;
import io.github.dysample.verify.KnownPort;
import io.github.dysample.verify.Mistake;
import io.github.dysample.verify.MistakeTrials;
import io.github.dysample.verify.StageResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collector;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Finds the mistake behind a wrong port by making it: computes the layer with each known mistake, and if no single one
 * explains the port, with those of known ports and with each pair, and compares the results with those of the port. It
 * asks for many trials at a time, since they may be made in many places.
 */
public final class Diagnoser {
    /** The share of the failing cases that a mistake has to explain to be named. */
    private static final double LIKELY = 0.5;

    /** Computing some hundreds of pairs takes long on larger cases. */
    private static final int MOST_ELEMENTS_FOR_PAIRS = 1 << 13;

    /** How many cases all pairs are tried on; those that explain one are then tried on all cases. */
    private static final int FEW = 3;

    private final MistakeTrials trials;
    private final List<Mistake> mistakes;
    private final List<Symptoms> bySize;
    private final BitSet failing;
    private final BitSet passing;
    private final Map<Mistake, BitSet> explained = new EnumMap<>(Mistake.class);

    /**
     * Diagnoses cases of one port: its backward pass where nothing else is wrong, since gradients of a wrong forward
     * pass are wrong, too.
     *
     * @param cases all cases of the suite
     * @param chosen the numbers of those to look at
     * @param trials tries mistakes on these
     */
    public Diagnoser(List<CaseResult> cases, BitSet chosen, MistakeTrials trials) {
        this.trials = trials;
        boolean backward = chosen.stream()
                .mapToObj(cases::get)
                .flatMap(each -> each.stages().stream())
                .filter(StageResult::hasWrongValues)
                .allMatch(result -> result.stage().isGradient());
        mistakes = Arrays.stream(Mistake.values()).filter(each -> each.isOfGradients() == backward).toList();
        bySize = chosen.stream()
                .mapToObj(number -> Symptoms.of(number, cases.get(number), backward))
                .sorted(Comparator.comparingLong(Symptoms::largest))
                .toList();
        failing = numbers(bySize.stream().filter(Symptoms::areOff));
        passing = numbers(bySize.stream().filter(Symptoms::areNone));
    }

    /** {@return the best explanation, or null if there is nothing to explain or nothing explains it} */
    public Diagnosis diagnose() {
        if (failing.isEmpty()) {
            return null;
        }
        List<Diagnosis> singles = judge(mistakes.stream().map(List::of).toList());
        Diagnosis single = best(singles);
        List<Diagnosis> candidates = single.isConvincing()
                ? Stream.of(singles, completing(single.mistakes().getFirst())).flatMap(List::stream).toList()
                : Stream.of(singles, known(), pairs()).flatMap(List::stream).toList();
        Diagnosis best = best(candidates);
        // A few cases may agree by chance: where offsets are far, the initial position hardly matters.
        return best.explained() < LIKELY * best.failing() ? null : withAlternatives(best, candidates);
    }

    /** {@return the single mistakes that explain one case, after {@link #diagnose()}} */
    public List<Mistake> explanations(int number) {
        return explained.keySet().stream().filter(mistake -> explained.get(mistake).get(number)).toList();
    }

    private List<Diagnosis> known() {
        return judge(Arrays.stream(KnownPort.values())
                .map(port -> List.copyOf(port.mistakes()))
                .filter(mistakes::containsAll)
                .toList());
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
        BitSet left = (BitSet) failing.clone();
        left.andNot(explained.get(mistake));
        if (left.isEmpty()) {
            return List.of();
        }
        List<Set<Mistake>> pairs = mistakes.stream()
                .filter(other -> other != mistake)
                .<Set<Mistake>>map(other -> EnumSet.of(mistake, other))
                .toList();
        // Few of them explain the first case: the others need not be tried on the rest.
        List<Set<Mistake>> explaining = explaining(explaining(pairs, left.get(0, left.nextSetBit(0) + 1)), left);
        return judge(explaining.stream().map(List::copyOf).toList()).stream()
                .filter(pair -> pair.explained() == pair.failing())
                .toList();
    }

    /** The sets that explain all of some cases. */
    private List<Set<Mistake>> explaining(List<Set<Mistake>> sets, BitSet cases) {
        List<BitSet> explainedBySet = trials.explained(sets, cases);
        return IntStream.range(0, sets.size())
                .filter(i -> explainedBySet.get(i).equals(cases))
                .mapToObj(sets::get)
                .toList();
    }

    private List<Diagnosis> pairs() {
        BitSet few = numbers(bySize.stream()
                .filter(each -> each.areOff() && each.largest() <= MOST_ELEMENTS_FOR_PAIRS)
                .limit(FEW));
        List<Set<Mistake>> pairs = new ArrayList<>();
        for (int i = 0; i < mistakes.size(); i++) {
            for (int j = i + 1; j < mistakes.size(); j++) {
                pairs.add(EnumSet.of(mistakes.get(i), mistakes.get(j)));
            }
        }
        List<BitSet> explainedByPair = trials.explained(pairs, few);
        return judge(IntStream.range(0, pairs.size())
                .filter(i -> !explainedByPair.get(i).isEmpty())
                .mapToObj(i -> List.copyOf(pairs.get(i)))
                .toList());
    }

    private List<Diagnosis> judge(List<List<Mistake>> together) {
        List<Set<Mistake>> sets = together.stream().<Set<Mistake>>map(EnumSet::copyOf).toList();
        List<BitSet> explainedHere = trials.explained(sets, failing);
        // A mistake that explains nothing is out, whatever it contradicts.
        int[] suspects = IntStream.range(0, sets.size()).filter(i -> !explainedHere.get(i).isEmpty()).toArray();
        List<BitSet> contradictedHere =
                trials.contradicted(Arrays.stream(suspects).mapToObj(sets::get).toList(), passing);
        int[] contradicted = new int[sets.size()];
        for (int i = 0; i < suspects.length; i++) {
            contradicted[suspects[i]] = contradictedHere.get(i).cardinality();
        }
        List<Diagnosis> judged = new ArrayList<>();
        for (int i = 0; i < sets.size(); i++) {
            if (together.get(i).size() == 1) {
                explained.put(together.get(i).getFirst(), explainedHere.get(i));
            }
            judged.add(new Diagnosis(together.get(i), explainedHere.get(i).cardinality(), failing.cardinality(),
                    contradicted[i], List.of()));
        }
        return judged;
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

    private static BitSet numbers(Stream<Symptoms> cases) {
        return cases.collect(Collector.of(
                BitSet::new, (numbers, each) -> numbers.set(each.number()), (some, more) -> {
                    some.or(more);
                    return some;
                }));
    }
}
