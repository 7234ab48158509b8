package io.github.dysample.verify.internal.diagnosis;

import io.github.dysample.verify.DoubleTensor;
import io.github.dysample.verify.Mistake;
import io.github.dysample.verify.Stage;
import io.github.dysample.verify.StageResult;
import io.github.dysample.verify.internal.check.Evidence;
import io.github.dysample.verify.internal.mistake.WrongStages;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Makes mistakes of one pass on a case, and compares that pass with the port's. */
public final class Trial {
    /**
     * A mistake explains a failure if at most this share of the wrong elements stays wrong. Some may: now and then,
     * rounding to float16 falls on the other side.
     */
    private static final double UNEXPLAINED = 0.05;

    /** The share of all elements that a mistake may make wrong where the port is right. */
    private static final double NOISE = 0.01;

    private Trial() {}

    /**
     * {@return whether the layer with these mistakes gives the results of the port, up to the first wrong stage and in
     * the last} The wrong stages between may hold the same points described in different ways.
     */
    public static boolean explains(Set<Mistake> mistakes, Evidence all) {
        Evidence evidence = ofPass(mistakes, all);
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

    /** {@return whether with these mistakes the layer would be wrong where the port is right} */
    public static boolean contradicts(Set<Mistake> mistakes, Evidence all) {
        Evidence evidence = ofPass(mistakes, all);
        Function<Stage, DoubleTensor> wrong = WrongStages.of(evidence.golden(), mistakes);
        return evidence.given().keySet().stream().anyMatch(stage -> spoils(evidence, stage, wrong));
    }

    private static Evidence ofPass(Set<Mistake> mistakes, Evidence evidence) {
        boolean backward = mistakes.stream().anyMatch(Mistake::isOfGradients);
        return evidence.only(stage -> stage.isGradient() == backward);
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
