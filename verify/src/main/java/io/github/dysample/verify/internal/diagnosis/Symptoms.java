package io.github.dysample.verify.internal.diagnosis;

import io.github.dysample.verify.CaseResult;
import io.github.dysample.verify.StageResult;
import java.util.List;
import java.util.stream.LongStream;

/**
 * What a case shows of one pass.
 *
 * @param number of the case in its suite
 * @param results of the stages of this pass
 */
record Symptoms(int number, List<StageResult> results) {

    static Symptoms of(int number, CaseResult result, boolean backward) {
        return new Symptoms(number, result.stages().stream()
                .filter(each -> each.stage().isGradient() == backward)
                .toList());
    }

    /** {@return the size of the largest stage that could be compared} */
    long largest() {
        return sizes(results).max().orElse(0);
    }

    /** {@return whether values are wrong, which a mistake may explain} */
    boolean areOff() {
        return results.stream().anyMatch(StageResult::hasWrongValues);
    }

    /** {@return whether all is right} */
    boolean areNone() {
        return results.stream().allMatch(StageResult::passes);
    }

    /** {@return the sizes of the stages that could be compared} */
    static LongStream sizes(List<StageResult> results) {
        return results.stream()
                .filter(each -> each.problem() == null)
                .mapToLong(each -> each.comparison().elements());
    }
}
