package io.github.dysample.cli.verify;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How a suite came out.
 *
 * @param suite the suite
 * @param port who was checked
 * @param cases in order
 * @param diagnosis what explains the failures; null if nothing failed or nothing explains them
 * @param hints what else may help to find the mistake, sentences
 * @param seconds it took
 */
public record SuiteResult(
        Path suite, String port, List<CaseResult> cases, Diagnosis diagnosis, List<String> hints, double seconds) {

    /** {@return whether all cases pass} */
    public boolean passes() {
        return cases.stream().allMatch(CaseResult::passes);
    }

    /** {@return how many pass} */
    public long passed() {
        return cases.stream().filter(CaseResult::passes).count();
    }

    /** {@return how many the port has, but wrong} */
    public long failed() {
        return cases.stream().filter(CaseResult::fails).count();
    }

    /** {@return how many the port does not have} */
    public long missing() {
        return cases.stream().filter(CaseResult::isMissing).count();
    }

    /** {@return the cases the port does not have, by the reason} */
    public Map<String, List<String>> absences() {
        return cases.stream()
                .filter(CaseResult::isMissing)
                .collect(Collectors.groupingBy(CaseResult::absence, LinkedHashMap::new,
                        Collectors.mapping(each -> each.record().name(), Collectors.toList())));
    }

    /** {@return whether a file of the port could not be read} */
    public boolean hasUnreadable() {
        return cases.stream().flatMap(each -> each.stages().stream()).anyMatch(stage -> !stage.isReadable());
    }
}
